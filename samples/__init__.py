"""The demo archive: invented Kamervragen as raw files in every format, and what prints them."""
