"""Columns that are computed in Python: each function is given the columns of the table orders that its parameters name."""

import re

WORD = re.compile(r"[a-z]+")
RISKY = {"refund", "urgent", "cash"}


def risk(quantity, price, note):
    """How much there is to lose in an order, by a rule that is easier to say here than in SQL."""
    words = WORD.findall(note.lower())
    points = sum(3 if word in RISKY else 1 for word in words if len(word) > 3)
    amount = quantity * price
    while amount > 100:
        amount /= 1.7
        points += 1
    return round(points + amount / 100, 4)


def initials(note):
    """The first letters of a note."""
    return "".join(word[0] for word in note.split()).upper()
