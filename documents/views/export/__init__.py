"""All hits of a search, or all documents of a list, as a file."""
