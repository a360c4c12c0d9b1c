"""Words and pieces that several pages share."""
