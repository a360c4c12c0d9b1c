"""Pages of figures: what an address asks for, counted, drawn, as a table and as CSV."""
