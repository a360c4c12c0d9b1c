"""Who and what is meant by what was printed; plain data in and out, without Django."""
