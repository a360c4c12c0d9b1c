"""Archives that earlier releases made, and what becomes of them."""
