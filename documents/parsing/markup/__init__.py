"""What marked-up sources share: cells that span, raised and lowered letters, pictures."""
