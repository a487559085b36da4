"""A column of a mission folder's file, and the detail of a record behind it."""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Model

from reports.folder.cells import Cell, Codes, Figure, Text

_LANGUAGE = r"(?:latin|native|[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)"
DIGEST_LENGTH = 32
Find = Callable[[str, str], Any]


@dataclass(frozen=True)
class Column:
    """One column: `cell` says what it holds, `kept_in` the field of the record that does.

    `personal`: the audit tells that it changed, never what it says. `refers`: the cell is the
    code of a row of that file. `kept_by`: the detail is kept by this record of the record.
    """

    name: str
    cell: Cell = field(default_factory=Text)
    required: bool = False
    kept_in: str = ""
    personal: bool = False
    refers: str = ""
    kept_by: str = ""

    @cached_property
    def kept_as(self) -> str:
        """The record's field."""
        return self.kept_in or self.name

    def holder(self, record: Any) -> Any:
        """Return the record that keeps the detail."""
        return getattr(record, self.kept_by) if self.kept_by else record

    def value(self, record: Any) -> Any:
        """Return what the record holds, None or "" for nothing."""
        found = getattr(self.holder(record), self.kept_as)
        return getattr(found, "code", None) if self.refers else found

    def text(self, record: Any) -> str:
        """Return the canonical text of what the record holds."""
        value = self.value(record)
        return "" if value is None or value == "" else self.cell.write(value)

    def put(self, record: Any, value: Any, find: Find) -> None:
        """Give the record a value that was read; `find` gives the record of a file and code."""
        setattr(
            self.holder(record), self.kept_as, find(self.refers, value) if self.refers else value
        )

    @property
    def fields(self) -> tuple[str, ...]:
        """The model fields that `put` changes."""
        return (self.kept_as,)


@dataclass(frozen=True)
class NumberColumn(Column):
    """A number, with its mark in the record's `approximate` where the record has one."""

    def value(self, record: Any) -> Figure | None:
        """Return the number and its mark."""
        number = getattr(record, self.kept_as)
        marked = self.kept_as in getattr(record, "approximate", "").split()
        return None if number is None else Figure(number, marked)

    def put(self, record: Any, value: Figure, find: Find) -> None:
        """Give the record the number and its mark."""
        setattr(record, self.kept_as, value.value)
        if hasattr(record, "approximate"):
            others = set(record.approximate.split()) - {self.kept_as}
            marked = others | {self.kept_as} if value.approximate else others
            record.approximate = " ".join(sorted(marked))

    @property
    def fields(self) -> tuple[str, ...]:
        """The number's field and the marks."""
        return (self.kept_as, "approximate")


@dataclass(frozen=True)
class NameColumn(Column):
    """A further name or text: in latin, native, or a language; `key` names it in the record."""

    key: str = ""

    def value(self, record: Any) -> str:
        """Return the name."""
        return str(self.holder(record).names.get(self.key) or "")

    def put(self, record: Any, value: str, find: Find) -> None:
        """Give the record the name, beside its others."""
        holder = self.holder(record)
        holder.names = {**holder.names, self.key: value}

    @property
    def fields(self) -> tuple[str, ...]:
        """The names' field."""
        return ("names",)


@dataclass(frozen=True)
class MembersColumn(Column):
    """The codes of a team's observers, which the record carries while it is in or on its way."""

    cell: Cell = field(default_factory=Codes)

    @property
    def fields(self) -> tuple[str, ...]:
        """None: places in a team are rows of their own."""
        return ()

    def put(self, record: Any, value: tuple[str, ...], find: Find) -> None:
        """Let the record carry the codes."""
        record.member_codes = value


@dataclass(frozen=True)
class Table:
    """One file: its columns, and the records its rows are.

    `key` names the columns a row is known by. `named` are the columns that may have further
    languages. `review` are the columns that say how far a review has come: they never move back
    and do not count as a change of the row. `fixed` cannot change once the record is there.
    """

    name: str
    model: type[Model]
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ("code",)
    named: tuple[str, ...] = ()
    review: tuple[str, ...] = ()
    fixed: tuple[str, ...] = ()

    @cached_property
    def by_name(self) -> dict[str, Column]:
        """The columns by their names."""
        return {column.name: column for column in self.columns}

    @cached_property
    def required(self) -> tuple[str, ...]:
        """The columns whose cells may not be empty."""
        return tuple(column.name for column in self.columns if column.required)

    def column(self, name: str) -> Column | None:
        """Return the column of this name, a further language among them; None if unknown."""
        if name not in self._met:
            self._met[name] = self.by_name.get(name) or self._further(name)
        return self._met[name]

    @cached_property
    def _met(self) -> dict[str, Column | None]:
        return {}

    def _further(self, name: str) -> Column | None:
        for base in self.named:
            match = re.fullmatch(rf"{base}_({_LANGUAGE})", name)
            if match:
                kept = self.by_name[base]
                # A mission has several texts with languages, so its keys say which text.
                key = name if len(self.named) > 1 else match[1]
                return NameColumn(
                    name, kept.cell, key=key, personal=kept.personal, kept_by=kept.kept_by
                )
        return None

    def further_columns(self, records: Iterable[Any]) -> list[Column]:
        """Return the columns of the languages these records have, sorted."""
        if not self.named:
            return []
        keeper = self.by_name[self.named[0]]
        keys = {key for record in records for key in keeper.holder(record).names}
        names = keys if len(self.named) > 1 else {f"{self.named[0]}_{key}" for key in keys}
        return [column for name in sorted(names) if (column := self.column(name))]

    def key_of(self, values: Mapping[str, Any]) -> tuple[Any, ...]:
        """Return what a row is known by."""
        return tuple(values[name] for name in self.key)

    def texts(self, record: Any) -> dict[str, str]:
        """Return the record as a row: the canonical text of every column that is not empty."""
        columns = (*self.columns, *self.further_columns([record]))
        return {column.name: text for column in columns if (text := column.text(record))}

    def digest(self, texts: Mapping[str, str]) -> str:
        """Return the digest of a row, what a review decided left out."""
        return row_digest(
            f"{name}={texts[name]}" for name in sorted(texts) if name not in self.review
        )

    def review_digest(self, texts: Mapping[str, str]) -> str:
        """Return the digest of what a review decided of a row; "" where none does."""
        told = (f"{name}={texts[name]}" for name in sorted(texts) if name in self.review)
        return row_digest(told) if self.review else ""

    def mark(self, texts: Mapping[str, str]) -> str:
        """Return what a record remembers of an import: its row's digest, then its review's."""
        return self.digest(texts) + self.review_digest(texts)

    def row_part(self, mark: str) -> str:
        """Return the digest of the row in what a record remembers."""
        return mark[:DIGEST_LENGTH]

    def review_part(self, mark: str) -> str:
        """Return the digest of the review in what a record remembers; "" where it knows none."""
        return mark[DIGEST_LENGTH:]


def row_digest(parts: Iterable[str]) -> str:
    """Return the digest of a row's texts; the parts cannot run into each other."""
    joined = "\x1f".join(parts).encode()
    return hashlib.blake2b(joined, digest_size=DIGEST_LENGTH // 2).hexdigest()


def header(table: Table, records: Sequence[Any]) -> list[Column]:
    """Return the columns of a file that holds these records."""
    return [*table.columns, *table.further_columns(records)]
