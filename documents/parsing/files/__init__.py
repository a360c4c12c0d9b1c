"""Files as they came: of which format they are, and what is inside those that hold others."""
