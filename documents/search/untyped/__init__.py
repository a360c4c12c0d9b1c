"""Queries that nobody typed: for titles that may be meant, and for what is like a document."""
