"""The Markdown, read back with a Markdown parser."""

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reports.exports import render
from reports.exports.layout import clean
from reports.exports.markdown import escape
from tests.reports.exports import drafts

READER = MarkdownIt("gfm-like", {"linkify": False})


def tokens(draft):
    return READER.parse(render(draft, "md").decode())


def kinds(found):
    inner = [child.type for each in found for child in each.children or ()]
    return {each.type for each in found} | set(inner)


def test_sentences_of_one_paragraph_stand_together():
    paragraphs = [each.content for each in tokens(drafts.small_draft()) if each.type == "inline"]
    joined = [each for each in paragraphs if each.startswith("In none of the 38")]
    assert len(joined) == 1
    assert "A party agent told" in joined[0]
    assert "A wheelchair user" not in joined[0]


def test_headings_have_three_levels_and_one_title():
    found = [each.tag for each in tokens(drafts.small_draft()) if each.type == "heading_open"]
    assert found == ["h1", "h2", "h2", "h2", "h2", "h3", "h3"]


def test_typed_markup_makes_no_link_no_html_no_code_and_no_table():
    found = kinds(tokens(drafts.hostile_draft()))
    assert not found & {"link_open", "html_block", "html_inline", "code_inline", "table_open"}
    assert not found & {"fence", "code_block", "image", "s_open"}


@given(st.text(alphabet="#*_[]()<>!`~\\&|$+-=.:1a \n\t;", max_size=40))
def test_any_escaped_line_reads_back_as_itself(typed):
    line = clean(typed)
    inline = [each for each in READER.parse(escape(line)) if each.type == "inline"]
    shown = "".join(child.content for each in inline for child in each.children or ())
    assert shown == line


@given(st.text(alphabet="#*_[]()<>!`~\\&|$+-=.:1a \n\t;", min_size=1, max_size=40))
def test_any_escaped_line_is_one_plain_paragraph(typed):
    line = clean(typed)
    blocks = [each.type for each in READER.parse(escape(line))]
    assert blocks == (["paragraph_open", "inline", "paragraph_close"] if line else [])
