"""What stands beside the text of a document: its people, its case in time."""
