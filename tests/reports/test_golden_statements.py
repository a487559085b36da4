"""Both missions' short statements, word for word as their PDFs read.

A change of wording shows here. Where it is meant, write the files anew and read them aloud:
MUSHAHID_WRITE_GOLDEN=1 pytest tests/reports/test_golden_statements.py
"""

import io
import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from missions.models import Mission
from reports.demo import load_demo
from reports.drafting import draft_statement
from reports.exports import render
from reports.folder.importing import import_folder
from tests.cases.folders import ROOT

pytestmark = pytest.mark.django_db
GOLDEN = Path(__file__).parent / "golden"
BAD_COUNTS = ROOT / "tests" / "cases" / "bad_counts"
DRAFTED_AT = datetime(2030, 1, 2, 3, 4, tzinfo=UTC)


def read_back(pdf):
    """Return the text of a PDF, line by line as it is set."""
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
    lines = [line.rstrip() for page in pages for line in page.splitlines()]
    return "\n".join(lines) + "\n"


def short_statement(slug):
    mission = Mission.objects.get(slug=slug)
    draft = draft_statement(mission, kind="short")
    fixed = replace(draft, as_of=DRAFTED_AT)
    return read_back(render(fixed, "pdf"))


@pytest.mark.parametrize("slug", ["kazakhstan-2019", "bad-counts"])
def test_the_short_statement_reads_as_it_did(slug):
    if slug == "bad-counts":
        import_folder(BAD_COUNTS, by="a test")
    else:
        load_demo()
    golden, text = GOLDEN / f"{slug}.txt", short_statement(slug)
    if os.environ.get("MUSHAHID_WRITE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text.splitlines() == golden.read_text(encoding="utf-8").splitlines()
