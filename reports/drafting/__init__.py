"""Drafting a statement: counts in, sentences out, nothing typed."""

from reports.drafting.draft import KINDS, draft_statement

__all__ = ["KINDS", "draft_statement"]
