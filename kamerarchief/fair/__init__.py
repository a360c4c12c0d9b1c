"""One visitor keeps no other one waiting: limits by address, and turns."""
