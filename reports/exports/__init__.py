"""A drafted statement as a file: one function, five formats."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.draft_types import Draft
from reports.exports import docx, html, json, markdown, pdf


@dataclass(frozen=True)
class Format:
    """One way out: its short name, MIME type, file suffix and the words on the button."""

    name: str
    content_type: str
    suffix: str
    label: str | Promise


FORMATS: dict[str, Format] = {
    "json": Format("json", "application/json", ".json", _("JSON")),
    "md": Format("md", "text/markdown; charset=utf-8", ".md", _("Markdown")),
    "html": Format("html", "text/html; charset=utf-8", ".html", _("Web page (HTML)")),
    "docx": Format(
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ".docx",
        _("Word (DOCX)"),
    ),
    "pdf": Format("pdf", "application/pdf", ".pdf", _("PDF")),
}

_RENDERERS: dict[str, Callable[[Draft], bytes]] = {
    "json": json.render,
    "md": markdown.render,
    "html": html.render,
    "docx": docx.render,
    "pdf": pdf.render,
}


def render(draft: Draft, format: str) -> bytes:
    """Return the draft as the bytes of a file in one of `FORMATS`.

    Fixed words are in the draft's language. Raises ValueError, with a sentence, for a format
    that does not exist, and `reports.exports.pdf.TypesettingError` when no PDF could be made.
    """
    if format not in _RENDERERS:
        known = ", ".join(FORMATS)
        raise ValueError(f"There is no format “{format}”. Choose one of {known}.")
    return _RENDERERS[format](draft)


__all__ = ["FORMATS", "Format", "render"]
