"""Drafting a statement: counts in, sentences out, nothing typed."""

from reports.drafting.draft import KINDS, Desk, draft_statement, open_desk

__all__ = ["KINDS", "Desk", "draft_statement", "open_desk"]
