"""A question set printed as the raw file that an official source would give: the way back."""
