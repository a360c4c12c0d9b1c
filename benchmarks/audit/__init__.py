"""`./run audit`: what every kind of page must be, looked at and told in one table."""
