"""Tests of the numbers: each beside the same number made anew from the rows."""
