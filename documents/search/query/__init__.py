"""What a visitor types, both ways: a text and the tree that it asks, a form and the text."""
