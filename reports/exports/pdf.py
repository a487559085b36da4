"""The statement as an archival, accessible PDF (PDF/A-2a and PDF/UA-1), set by Typst.

Typst runs in a short-lived process of its own: its caches grow in a long one. The data enter
as values, never as markup, so nothing in a text can be taken for a command.
"""

import dataclasses
import json
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from reports.draft_types import Draft
from reports.exports.layout import Layout, lay_out

_TYPESETTER = Path(__file__).with_name("typeset.py")
_SECONDS_ALLOWED = 60
# A word that no line can hold runs off the page, and one of tens of thousands of letters costs the
# whole document: a PDF holds no such line.
_TOO_LONG = re.compile(r"\S{81,}")
_PIECE = 40
_MAY_BREAK = "\N{ZERO WIDTH SPACE}"


class TypesettingError(Exception):
    """No PDF could be made; the message is a sentence for the reader."""


def render(draft: Draft) -> bytes:
    """Return the draft as the bytes of a PDF; raises TypesettingError when none can be made."""
    request = json.dumps(_breakable(as_values(lay_out(draft)))).encode()
    try:
        # -I keeps this folder off the path, where json.py and html.py would hide Python's own.
        done = subprocess.run(
            [sys.executable, "-I", str(_TYPESETTER)],
            input=request,
            capture_output=True,
            timeout=_SECONDS_ALLOWED,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise TypesettingError(_("The PDF took too long to make. Try again.")) from error
    if done.returncode:
        reason = done.stderr.decode(errors="replace").strip()
        raise TypesettingError(
            _("The PDF could not be made: {reason}").format(reason=reason.partition("\n")[0])
        )
    return done.stdout


def as_values(layout: Layout) -> dict[str, Any]:
    """Return the layout as JSON values for `statement.typ`."""
    language, _separator, region = layout.language.partition("-")
    values = dataclasses.asdict(layout)
    return values | {
        "as_of": int(layout.as_of.timestamp()),
        "language": language,
        "region": region.upper() if len(region) == 2 else "",
    }


def _breakable(value: Any) -> Any:
    """Return the values with places to break in every word that is too long for a line."""
    if isinstance(value, str):
        return _TOO_LONG.sub(lambda found: _MAY_BREAK.join(_pieces(found[0])), value)
    if isinstance(value, dict):
        return {name: _breakable(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_breakable(each) for each in value]
    return value


def _pieces(word: str) -> Iterator[str]:
    """Yield a word in pieces, no mark apart from the letter that it stands on."""
    start = 0
    for at, char in enumerate(word):
        if at - start >= _PIECE and not unicodedata.category(char).startswith("M"):
            yield word[start:at]
            start = at
    yield word[start:]
