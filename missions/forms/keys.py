"""The numbers by which forms name records."""

# Digits; no record has a longer number, and databases take none.
LONGEST = 18


def may_be_a_key(told: object) -> bool:
    """Return whether what was sent may be the number of a record: its digits, and not too many."""
    text = str(told)
    return text.isdecimal() and len(text) <= LONGEST
