"""What keeps the archive when a disk, a file or a machine is lost: back-ups, and putting back."""
