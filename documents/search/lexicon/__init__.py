"""Words of Dutch one by one: stems, compounds, other spellings, names and abbreviations."""
