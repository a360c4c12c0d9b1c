"""What both engines do alike, on arrays: what was found, what matches, and how well."""
