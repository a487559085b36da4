"""The statement as an archival, accessible PDF (PDF/A-2a and PDF/UA-1), set by Typst.

Typst runs in a short-lived process of its own: its caches grow in a long one. The data enter
as values, never as markup, so nothing in a text can be taken for a command.
"""

import dataclasses
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from reports.draft_types import Draft
from reports.exports.layout import Layout, lay_out

_TYPESETTER = Path(__file__).with_name("typeset.py")
_SECONDS_ALLOWED = 60


class TypesettingError(Exception):
    """No PDF could be made; the message is a sentence for the reader."""


def render(draft: Draft) -> bytes:
    """Return the draft as the bytes of a PDF; raises TypesettingError when none can be made."""
    request = json.dumps(as_values(lay_out(draft))).encode()
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
