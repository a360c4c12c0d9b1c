"""KOOP, which publishes for the government: its search service (SRU), and the files it names."""
