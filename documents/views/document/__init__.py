"""The page of one document: its texts in the order in which people read them."""
