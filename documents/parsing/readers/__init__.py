"""One module a format: bytes in, a question set out."""
