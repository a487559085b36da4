"""`manage.py draft_statement`: the document and nothing else, or a sentence."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from django.core.management import CommandError, call_command
from pypdf import PdfReader

from missions.models import AuditRecord
from reports.exports.pdf import TypesettingError
from tests.cases.drafted import said
from tests.factories import MissionFactory, VisitFactory

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.django_db


@pytest.fixture
def mission():
    return MissionFactory(slug="river-2031")


def written(tmp_path, *options):
    path = tmp_path / "statement"
    said("draft_statement", "river-2031", "--output", str(path), *options)
    return path.read_bytes()


def refusal(*arguments):
    with pytest.raises(CommandError) as refused:
        call_command("draft_statement", *arguments)
    assert refused.value.returncode == 1
    return str(refused.value)


def test_without_options_it_is_the_short_statement_in_english_as_json(mission):
    draft = json.loads(said("draft_statement", "river-2031"))
    assert (draft["mission"], draft["kind"], draft["language"]) == ("river-2031", "short", "en")
    assert draft["provisional"] is False


def test_a_dash_is_standard_output(mission):
    assert json.loads(said("draft_statement", "river-2031", "--output", "-"))


def test_every_format_can_be_written_and_read_back(mission, tmp_path):
    title = mission.title
    assert title in written(tmp_path, "--format", "md").decode()
    assert title in written(tmp_path, "--format", "html").decode()
    word = docx.Document(io.BytesIO(written(tmp_path, "--format", "docx")))
    assert any(title in paragraph.text for paragraph in word.paragraphs)
    pdf = PdfReader(io.BytesIO(written(tmp_path, "--format", "pdf")))
    assert title in " ".join(pdf.pages[0].extract_text().split())


def test_it_writes_a_binary_document_to_standard_output_and_nothing_else(mission, capfdbinary):
    call_command("draft_statement", "river-2031", "--format", "pdf")
    sys.stdout.flush()
    out, err = capfdbinary.readouterr()
    assert out.startswith(b"%PDF-") and out.rstrip().endswith(b"%%EOF")
    assert err == b""


def test_the_preliminary_kind_is_another_statement(mission):
    assert json.loads(said("draft_statement", "river-2031", "--kind", "preliminary"))["kind"] == (
        "preliminary"
    )


def test_submitted_visits_count_only_when_included_and_then_it_is_provisional(mission):
    VisitFactory(mission=mission, stage="voting", state="submitted")
    without = json.loads(said("draft_statement", "river-2031"))
    included = json.loads(said("draft_statement", "river-2031", "--include", "submitted"))
    assert [draft["figures"]["visits_total"]["value"] for draft in (without, included)] == [0, 1]
    assert included["provisional"] is True


def test_drafting_writes_nothing(mission):
    said("draft_statement", "river-2031")
    assert not AuditRecord.objects.exists()


def test_an_unknown_mission_is_refused_and_the_known_ones_are_named(mission):
    assert refusal("no-such") == (
        "There is no mission with the short name “no-such”. There are: river-2031."
    )


@pytest.mark.parametrize("slug", ["", "\udcff", "river\n2031"])
def test_a_slug_that_no_mission_can_have_is_refused_the_same_way(mission, slug):
    assert refusal(slug).startswith("There is no mission with the short name")


def test_an_empty_installation_says_that_no_mission_is_loaded(db):
    assert refusal("river-2031").endswith("No mission is loaded yet.")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--kind", "final"), "There is no kind of statement “final” yet."),
        (("--as-of", "2031-05-04T12:00"), "Drafting as of an earlier time is not possible yet"),
        (("--language", "tr"), "There is no catalogue for the language “tr” yet"),
        (("--language", ""), "There is no catalogue for the language “” yet"),
    ],
)
def test_what_is_not_possible_yet_is_refused_with_a_sentence(mission, options, sentence):
    assert refusal("river-2031", *options).startswith(sentence)


@pytest.mark.parametrize("output", ["", "no/such/folder/statement.json", "."])
def test_a_file_that_cannot_be_written_is_refused_by_name(mission, tmp_path, monkeypatch, output):
    monkeypatch.chdir(tmp_path)
    assert f"“{output or '.'}” cannot be written: " in refusal("river-2031", "--output", output)


def test_a_pdf_that_cannot_be_made_is_refused_with_the_reason(mission, monkeypatch):
    def fail(draft, format):
        raise TypesettingError("The PDF took too long to make. Try again.")

    monkeypatch.setattr("reports.management.commands.draft_statement.render", fail)
    assert refusal("river-2031", "--format", "pdf") == "The PDF took too long to make. Try again."


def run(*arguments, **environment):
    return subprocess.run(
        [sys.executable, ROOT / "manage.py", *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize("command", [("draft_statement", "any"), ("demo",)], ids=" ".join)
def test_a_database_without_tables_is_a_sentence_and_no_traceback(tmp_path, command):
    done = run(*command, DATABASE_URL=f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1 and "manage.py migrate" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("draft_statement",),
        ("draft_statement", "any", "--kind", "long"),
        ("draft_statement", "any", "--format", "rtf"),
        ("draft_statement", "any", "--include", "returned"),
        ("draft_statement", "any", "--colour"),
        ("verify_statement",),
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_2_and_says_how(tmp_path, arguments):
    done = run(*arguments, DATABASE_URL=f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    assert (done.returncode, done.stdout) == (2, "")
    assert "usage: " in done.stderr and "Traceback" not in done.stderr


def test_checking_a_published_statement_says_that_it_comes_later(tmp_path):
    with pytest.raises(CommandError, match="comes with publication") as refused:
        call_command("verify_statement", str(tmp_path / "bundle.zip"))
    assert refused.value.returncode == 1
