"""What pages show of documents, read by questions whose SQL is built once."""
