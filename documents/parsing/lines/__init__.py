"""Lines of a text, and what they turn out to be: furniture, labels, paragraphs, letters."""
