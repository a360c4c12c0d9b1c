"""Pages of people, parties and ministries: who they were, and what was printed of them."""
