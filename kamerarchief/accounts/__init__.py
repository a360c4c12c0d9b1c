"""Who may sign in to /beheer/, how, and with which rights."""
