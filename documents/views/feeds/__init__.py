"""Atom feeds of the archive: what is new in it, and all that is in it, in pages that stay."""
