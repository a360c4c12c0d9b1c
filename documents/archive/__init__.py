"""Writes the archive: parsed sets to rows, bytes to kept files, and both out again."""
