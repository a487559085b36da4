"""The JSON of the exchange format."""

import json
from dataclasses import replace

from reports.draft_types import as_printed
from reports.exports import render
from tests.reports.exports import drafts

SENTENCE_KEYS = [
    "key",
    "text",
    "standing",
    "about",
    "stated",
    "unit",
    "figures",
    "against",
    "evidence",
]


def read(draft):
    return json.loads(render(draft, "json"))


def test_the_statement_has_exactly_the_promised_keys_in_order():
    assert list(read(drafts.small_draft())) == [
        "mission",
        "kind",
        "language",
        "as_of",
        "provisional",
        "figures",
        "sections",
        "blockers",
        "ready",
    ]


def test_every_sentence_has_every_key_and_no_other():
    for section in read(drafts.small_draft())["sections"]:
        assert list(section) == ["key", "title", "sentences"]
        for sentence in section["sentences"]:
            assert list(sentence) == SENTENCE_KEYS
            assert list(sentence["evidence"]) == ["visits", "findings", "meetings", "sources"]


def test_where_nothing_applies_the_values_are_empty():
    sentence = read(drafts.small_draft())["sections"][1]["sentences"][0]
    assert sentence["figures"] == {}
    assert sentence["about"] == sentence["stated"] == sentence["unit"] == ""
    assert sentence["against"] == 0
    assert not any(sentence["evidence"].values())


def test_a_sentence_keeps_its_figures_and_evidence():
    sentence = read(drafts.small_draft())["sections"][0]["sentences"][2]
    assert sentence["figures"] == {"n": 29, "of": 34}
    assert sentence["evidence"]["visits"] == ["v03", "v07", "v11", "v20", "v31"]


def test_the_figures_carry_value_mark_and_split():
    figures = read(drafts.small_draft())["figures"]
    assert figures["stations_visited"] == {
        "value": 38,
        "approximate": False,
        "by": {"area": {"ast": 15, "ala": 23}},
    }
    assert figures["meetings_total"] == {"value": 50, "approximate": True, "by": {}}


def test_the_moment_keeps_its_offset():
    assert read(drafts.small_draft())["as_of"] == "2019-06-09T23:10:00+06:00"


def test_blockers_and_readiness_go_together():
    waiting, ready = read(drafts.small_draft()), read(drafts.ready_draft())
    assert waiting["blockers"][0] == {
        "sentence": "conclusion",
        "why": "The conclusion is not signed.",
    }
    assert (waiting["ready"], ready["ready"]) == (False, True)
    assert ready["blockers"] == []


def test_a_provisional_draft_is_marked():
    assert read(drafts.provisional_draft())["provisional"] is True
    assert read(drafts.small_draft())["provisional"] is False


def test_letters_outside_ascii_stay_readable_and_the_file_ends_in_a_newline():
    section = replace(drafts.conclusion(), title="Қорытынды")
    file = render(replace(drafts.small_draft(), sections=(section,)), "json")
    assert "Қорытынды".encode() in file
    assert file.startswith(b'{\n "mission"')
    assert file.endswith(b"}\n")


def test_a_text_goes_into_json_as_the_sentence_has_it():
    sentence = read(drafts.hostile_draft())["sections"][0]["sentences"][0]
    assert sentence["text"] == as_printed(drafts.HOSTILE)
