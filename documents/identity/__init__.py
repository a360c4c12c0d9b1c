"""Who and what a printed word is: conclusions from sets, without Django and without rows."""
