"""The archive as data: the page that tells of it, and the files to download."""
