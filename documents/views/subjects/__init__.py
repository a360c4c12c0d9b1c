"""The pages of subjects: the list of all, and one each."""
