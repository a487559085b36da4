"""Finding records by words: all of them somewhere, what is called exactly so first."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When, Window

LONGEST = 100  # characters of a search that are read
MOST_WORDS = 8


def searched(text: str) -> str:
    """Return what is searched for: single spaces, and not endlessly long."""
    return " ".join(text[:LONGEST].split()[:MOST_WORDS])


def found(
    records: QuerySet[Any], text: str, *, fields: Iterable[str], names: Iterable[str]
) -> QuerySet[Any]:
    """Return the records that hold every word of `text` in one of `fields`.

    `names` are the fields by which a record is called: what is called exactly `text` comes first.
    Each record has `in_all`, how many are found altogether.
    """
    listed = list(fields)
    for word in text.split():
        records = records.filter(_any(listed, _spellings(word), "icontains"))
    exact = When(_any(list(names), {text}, "iexact"), then=Value(0))
    order = records.query.order_by or records.model._meta.ordering
    return records.annotate(
        by_name=Case(exact, default=Value(1), output_field=IntegerField()),
        in_all=Window(Count("pk")),
    ).order_by("by_name", *order, "pk")


def _any(fields: list[str], words: Iterable[str], lookup: str) -> Q:
    holds = Q()
    for field in fields:
        for word in words:
            holds |= Q(**{f"{field}__{lookup}": word})
    return holds


def _spellings(word: str) -> set[str]:
    # SQLite folds the case of English letters only.
    if word.isascii():
        return {word}
    return {word, word.lower(), word.upper(), word.capitalize()}
