"""The query language, both ways: what a visitor types into a tree, a tree or a form into text."""
