"""What another release asks of an archive: what waits, sets read again, archives of before."""
