"""What people decide: corrections, withdrawals, redactions, names; each recorded, each undone."""
