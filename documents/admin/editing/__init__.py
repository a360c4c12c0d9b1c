"""The editor of a set: one form of a whole set, of a document or of a file that waits."""
