"""Two web machines and a standby, who works on them, and what becomes of it: see `drill.py`."""
