"""What is concluded from sets: who and what is meant, without Django."""
