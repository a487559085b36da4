"""The forms of a mission's set-up."""
