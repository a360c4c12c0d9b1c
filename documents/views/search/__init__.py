"""The pages of search: the hits, the form, the help."""
