"""The pages: thin functions that ask the archive and render."""
