"""Pictures of numbers: where things stand in them, in per cent and pixels."""
