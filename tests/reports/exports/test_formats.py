"""What holds for every format."""

import html
import io
import re
from dataclasses import replace

import pypdf
import pytest
from docx import Document

from reports.exports import FORMATS, render
from reports.exports.layout import lay_out
from tests.reports.exports import drafts

READABLE = [name for name in FORMATS if name != "json"]


def text_of(draft, name):
    """The printed text, as a reader of the file would get it, on one line."""
    file = render(draft, name)
    if name == "pdf":
        text = "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(file)).pages)
    elif name == "docx":
        text = "\n".join(each.text for each in Document(io.BytesIO(file)).paragraphs)
    else:
        text = file.decode().replace("\\[", "[").replace("\\]", "]").replace("&nbsp;", " ")
    return " ".join(text.split())


def test_there_are_five_formats_each_with_its_type_suffix_and_label():
    assert list(FORMATS) == ["json", "md", "html", "docx", "pdf"]
    for name, each in FORMATS.items():
        assert each.name == name
        assert each.suffix == f".{name}"
        assert "/" in each.content_type
        assert str(each.label)


def test_an_unknown_format_is_refused_with_a_sentence_that_names_the_known_ones():
    with pytest.raises(ValueError, match="no format “xls”.*json, md, html, docx, pdf"):
        render(drafts.small_draft(), "xls")


@pytest.mark.parametrize("name", READABLE)
def test_a_statement_shows_title_kind_moment_and_every_sentence(name):
    draft = drafts.small_draft()
    text = text_of(draft, name)
    assert draft.title in text
    assert draft.subtitle in text
    assert "Short statement" in text
    assert "Records as of 9 June 2019, 23:10 (UTC+06:00)" in text
    for section in draft.sections:
        assert section.title in text
        assert all(each.text in text for each in section.sentences)


@pytest.mark.parametrize("name", READABLE)
def test_a_preliminary_statement_is_called_so(name):
    draft = replace(drafts.small_draft(), kind="preliminary")
    assert "Preliminary statement" in text_of(draft, name)


@pytest.mark.parametrize("name", READABLE)
def test_every_standing_but_backed_is_said_in_a_word_after_its_sentence(name):
    text = text_of(drafts.small_draft(), name).replace("*", "")
    if name == "html":
        text = re.sub(r'<span class="mark[^>]*>|</span>', "", text)
    assert "Observers did not see this. [reported]" in text
    assert "members signed the protocol at once. [thin]" in text
    assert "has not been signed. [unsourced]" in text
    assert "the work of the station. [" not in text


@pytest.mark.parametrize("name", READABLE)
def test_the_legend_explains_only_the_marks_that_occur(name):
    text = text_of(drafts.small_draft(), name)
    assert "Marks in the text" in text
    assert "no verified record stands behind this sentence." in text
    assert "told to the mission" in text
    assert "a general sentence that rests on few observations" in text
    assert "contradicted" not in text
    assert "judgement" not in text


@pytest.mark.parametrize("name", READABLE)
@pytest.mark.parametrize("standing", ["contradicted", "judgement"])
def test_the_other_marks_are_explained_when_they_occur(name, standing):
    section = drafts.conclusion()
    marked = replace(section.sentences[0], standing=standing)
    draft = replace(drafts.ready_draft(), sections=(replace(section, sentences=(marked,)),))
    assert text_of(draft, name).count(f"[{standing}]") == 2


@pytest.mark.parametrize("name", READABLE)
def test_a_draft_with_blockers_says_so_at_the_top_and_lists_them_at_the_end(name):
    draft = drafts.small_draft()
    text = text_of(draft, name)
    notice = text.index("Draft, not ready to be signed")
    annex = text.index("What stands in the way")
    assert "2 points stand in the way; they are listed in the annex." in text
    assert notice < text.index(draft.sections[0].sentences[0].text) < annex
    assert all(text.rindex(blocker.why) > annex for blocker in draft.blockers)


@pytest.mark.parametrize("name", READABLE)
def test_a_blocker_about_a_sentence_repeats_that_sentence_in_the_annex(name):
    text = text_of(drafts.small_draft(), name)
    annex = text.index("What stands in the way")
    assert text.rindex("The head of mission’s conclusion has not been signed.") > annex


@pytest.mark.parametrize("name", READABLE)
def test_a_reason_of_many_sentences_is_printed_once_with_their_number_and_section(name):
    text = text_of(drafts.waiting_draft(), name)
    reason = "The head of mission has not acknowledged this adverse pattern."
    assert text.count(reason) == 1
    assert f"{reason} (6 sentences, all in “Matters the mission draws attention to”)" in text
    assert text.count("Matter 1.") == 1


@pytest.mark.parametrize("name", READABLE)
def test_a_reason_of_a_few_sentences_is_printed_once_and_quotes_each(name):
    text = text_of(drafts.waiting_draft(), name)
    start = text.index("No record carries this sentence. (2 sentences)")
    assert text.index("The head of mission’s conclusion has not been signed.", start) > start
    assert text.index("members signed the protocol at once.", start) > start


@pytest.mark.parametrize("name", READABLE)
def test_the_number_at_the_top_is_the_number_the_annex_adds_up_to(name):
    text = text_of(drafts.waiting_draft(), name)
    assert "10 points stand in the way; they are listed in the annex." in text
    assert "10 points: a reason counts once for each sentence it concerns." in text
    assert "a reason counts" not in text_of(drafts.small_draft(), name)


def test_lines_of_the_annex_and_their_counts_add_up_to_the_blockers():
    lines = lay_out(drafts.waiting_draft()).obstacles
    counts = [re.search(r"\((\d+) sentences", each.why) for each in lines]
    assert sum(int(each[1]) if each else 1 for each in counts) == 10


def test_what_the_pages_are_marked_with_follows_from_the_draft():
    everything = ("PROVISIONAL", "Draft, not ready to be signed", "Demonstration")
    assert lay_out(drafts.provisional_draft()).page_marks == everything
    assert lay_out(drafts.small_draft()).page_marks == ("Draft, not ready to be signed",)
    shown = replace(drafts.ready_draft(), demo_note="Invented.")
    assert lay_out(shown).page_marks == ("Demonstration",)
    assert lay_out(drafts.ready_draft()).page_marks == ()


@pytest.mark.parametrize("name", READABLE)
def test_apostrophes_and_quotation_marks_are_printed_as_typed(name):
    typed = """Kazakhstan's "Ak Zhol" and ‘Auyl’, the mission’s “own” words -- 5-7 June..."""
    section = drafts.conclusion()
    changed = replace(section.sentences[0], text=typed)
    draft = replace(drafts.small_draft(), sections=(replace(section, sentences=(changed,)),))
    assert typed in html.unescape(text_of(draft, name))


@pytest.mark.parametrize("name", READABLE)
def test_a_ready_statement_of_backed_sentences_has_no_box_no_mark_and_no_annex(name):
    text = text_of(drafts.ready_draft(), name)
    for words in ("not ready", "PROVISIONAL", "Annex", "Marks in the text", "stands in the way"):
        assert words not in text


@pytest.mark.parametrize("name", READABLE)
def test_a_provisional_draft_says_so_and_why_at_the_top(name):
    draft = drafts.provisional_draft()
    text = text_of(draft, name)
    assert "PROVISIONAL" in text
    why = text.index("counts visits that have not been verified")
    assert why < text.index(draft.sections[0].sentences[0].text)


@pytest.mark.parametrize("name", READABLE)
def test_the_demonstration_note_stands_before_the_first_section(name):
    draft = drafts.provisional_draft()
    text = text_of(draft, name)
    assert text.index(draft.demo_note) < text.index(draft.sections[0].sentences[0].text)


@pytest.mark.parametrize("name", READABLE)
def test_two_renderings_of_one_draft_give_the_same_text(name):
    assert text_of(drafts.small_draft(), name) == text_of(drafts.small_draft(), name)


@pytest.mark.parametrize("name", FORMATS)
def test_a_draft_without_sections_can_be_printed(name):
    draft = replace(drafts.ready_draft(), sections=())
    assert render(draft, name)


@pytest.mark.parametrize("name", READABLE)
def test_typed_markup_is_printed_as_the_characters_it_is_made_of(name):
    text = text_of(drafts.hostile_draft(), name)
    if name == "md":
        text = text.replace("\\", "")
    text = html.unescape(text) if name == "html" else text
    shown = text.replace(" ", "")
    for typed in ("*bold*", "[click](javascript:alert(1))", "<script>", "#panic()", "{{draft}}"):
        assert typed in shown
    assert not {"\x00", "\x0b", "\ufffe"} & set(text)
