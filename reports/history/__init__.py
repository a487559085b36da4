"""The audit told in words: what happened to which record, by whom."""
