"""What the tests need of the machine: a private PostgreSQL and a browser."""
