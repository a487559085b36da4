"""Statements of whole mission folders, drafted once and left nowhere in the database."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

from django.core.management import call_command
from django.db import transaction


@contextmanager
def undone() -> Iterator[None]:
    """Take back whatever is written inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def said(command: str, *arguments: str) -> str:
    """Return what a command prints."""
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue()


@dataclass
class Statement:
    """One statement as the command gives it: the JSON, and its text as Markdown."""

    json: dict[str, Any]
    markdown: str
    by_key: dict[str, dict[str, Any]] = field(init=False)

    def __post_init__(self) -> None:
        sentences = [one for section in self.json["sections"] for one in section["sentences"]]
        self.by_key = {one["key"]: one for one in sentences}
        assert len(self.by_key) == len(sentences), "a key stands twice"

    def __getitem__(self, key: str) -> dict[str, Any]:
        return self.by_key[key]

    def text(self, key: str) -> str:
        """Return the text of the sentence with this key."""
        return self.by_key[key]["text"]

    @property
    def blocked(self) -> set[str]:
        """The keys of the sentences that keep the statement from being signed."""
        return {blocker["sentence"] for blocker in self.json["blockers"]}


def statement(slug: str, *options: str) -> Statement:
    """Return a mission's statement through `manage.py draft_statement`."""
    as_json = json.loads(said("draft_statement", slug, "--format", "json", *options))
    return Statement(as_json, said("draft_statement", slug, "--format", "md", *options))
