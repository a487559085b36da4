"""The statement as one HTML file that needs nothing beside it."""

from django.template.loader import render_to_string
from django.utils import translation

from reports.draft_types import Draft
from reports.exports.layout import lay_out


def render(draft: Draft) -> bytes:
    """Return the draft as a complete, printable UTF-8 HTML document."""
    layout = lay_out(draft)
    before, _, rest = layout.page_of.partition("{page}")
    between, _, after = rest.partition("{pages}")
    context = {
        "statement": layout,
        "page_marks": css_string(" · ".join(layout.page_marks)),
        "page_words": [css_string(words) for words in (before, between, after)],
    }
    with translation.override(draft.language):
        return render_to_string("reports/statement_document.html", context).encode()


def css_string(text: str) -> str:
    """Return the inside of a CSS string as code points only, so that no text can end it."""
    return "".join(f"\\{ord(char):06x}" for char in text)
