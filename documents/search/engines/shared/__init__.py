"""The arithmetic on arrays that both engines share: matches, their scores, their pages."""
