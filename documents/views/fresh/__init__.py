"""Whether a visitor's copy of a page still holds, told before the page is made."""
