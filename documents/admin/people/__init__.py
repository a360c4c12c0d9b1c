"""The archivist's side of who is who: facts, names that are nobody, and what was said of names."""
