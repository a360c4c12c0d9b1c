"""What lists show of documents, read in few queries that are built once."""
