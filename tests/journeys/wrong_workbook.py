"""A workbook for a small mission with twelve kinds of errors, each of which can be mended."""

import io
from collections.abc import Iterable
from typing import Any

from openpyxl import Workbook

Sheets = dict[str, list[list[Any]]]

SHEETS: Sheets = {
    "mission": [
        ["key", "value"],
        ["slug", "uploaded-2026"],
        ["title", "Uploaded mission (invented)"],
        ["organisation", "Organisation of Invented States"],
        ["election", "Parliamentary election"],
        ["election_type", "parliamentary"],
        ["host_country", "UZ"],
        ["election_date", "2026-11-15"],
        ["timezone", "Asia/Tashkent"],
    ],
    "areas": [
        ["code", "name", "kind"],
        ["east", "East", "region"],
        ["west", "West", "region"],
    ],
    "stations": [
        ["code", "number", "area", "name", "latitude", "setting"],
        ["e1", "11", "east", "School 11", 41.3, "urban"],
        ["e2", "12", "east", "School 12", 41.4, "rural"],
        ["w1", "21", "west", "Library 21", 40.1, "urban"],
    ],
    "delegations": [
        ["code", "name", "kind", "country", "quota"],
        ["kg", "Kyrgyzstan", "member_state", "KG", 4],
        ["tr", "Türkiye", "member_state", "TR", 4],
    ],
    "observers": [
        ["code", "name", "delegation", "nationality", "pledge_signed_on"],
        ["kg-1", "Observer One (invented)", "kg", "KG", "2026-11-10"],
        ["tr-1", "Observer Two (invented)", "tr", "TR", "2026-11-10"],
        ["tr-2", "Observer Three (invented)", "tr", "TR", None],
    ],
    "teams": [
        ["code", "area", "members"],
        ["T1", "east", "kg-1;tr-1"],
        ["T2", "west", "tr-2"],
    ],
    "deployments": [
        ["team", "station", "stage"],
        ["T1", "e1", "voting"],
        ["T2", "w1", "opening"],
    ],
}

# Each error: the sheet, the row and column (from 0), what stands there, and a word of the report.
ERRORS: list[tuple[str, int, int, Any, str]] = [
    ("mission", 7, 1, "tomorrow", "election_date"),
    ("mission", 6, 1, "Uzbekistan", "host_country"),
    ("mission", 8, 1, "Tashkent time", "timezone"),
    ("areas", 1, 2, "planet", "planet"),
    ("stations", 1, 2, "north", "north"),
    ("stations", 2, 4, "far east", "far east"),
    ("stations", 3, 0, "e1", "e1"),
    ("stations", 3, 1, None, "number"),
    ("delegations", 1, 4, "four", "four"),
    ("observers", 3, 3, "UZ", "nationality"),
    ("teams", 2, 2, "tr-2;kg-1", "kg-1"),
    ("deployments", 2, 2, "=1+1", "stage"),
]


def workbook(errors: Iterable[int]) -> bytes:
    """Return the workbook as XLSX with the errors of these numbers in it."""
    sheets = {title: [list(row) for row in rows] for title, rows in SHEETS.items()}
    for number in errors:
        title, row, column, value, _word = ERRORS[number]
        sheets[title][row][column] = value
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
