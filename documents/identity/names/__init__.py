"""Who, which party and which ministry is meant by a printed name."""
