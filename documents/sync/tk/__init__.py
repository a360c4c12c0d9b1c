"""The Tweede Kamer: its SyncFeed, which tells each change once, and OData for one case alone."""
