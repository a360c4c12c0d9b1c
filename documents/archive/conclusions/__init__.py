"""What the archive concludes of documents beside what is printed: dates, and what refers to what.

Conclusions are no layer of their own: they follow from the set that is shown and from the other
documents, and can be made anew.
"""

#: to be raised when the rules become others: `manage.py prepare` then concludes anew
RULES = 1
