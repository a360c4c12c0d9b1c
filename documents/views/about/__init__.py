"""What the archive says of itself: its picture, where it is from, how complete, how sure."""
