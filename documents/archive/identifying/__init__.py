"""What printed names mean, kept in rows: facts loaded, names resolved, and resolved again."""
