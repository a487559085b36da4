"""Set one statement: JSON on standard input, a PDF on standard output. Run by `pdf.py`.

Imports nothing of the project, so that the process starts quickly and ends with its memory.
"""

import json
import re
import sys
from pathlib import Path

import typst

_TEMPLATE = Path(__file__).with_name("statement.typ")
_ATTEMPTS = 8
_UNSHOWABLE = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


def set_statement(request: str) -> bytes:
    """Return the PDF of a statement given as JSON text.

    An archival PDF may not hold a character without a glyph. One that the built-in fonts lack
    (an emoji in a summary) is printed as the replacement character instead of costing the
    whole document. Raises typst.TypstError when the statement cannot be set at all.
    """
    for _attempt in range(_ATTEMPTS):
        try:
            return _compile(request)
        except typst.TypstError as error:
            missing = _missing_glyphs(str(getattr(error, "diagnostic", error)))
            replaced = _replace(request, missing)
            if replaced == request:
                raise
            request = replaced
    return _compile(request)


def _compile(request: str) -> bytes:
    return typst.compile(
        str(_TEMPLATE),
        root=str(_TEMPLATE.parent),
        ignore_system_fonts=True,  # the same document on every machine
        sys_inputs={"statement": request},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=json.loads(request)["as_of"],
    )


def _missing_glyphs(diagnostic: str) -> set[str]:
    found = "".join(_UNSHOWABLE.findall(diagnostic))
    return set(_ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), found))


def _replace(request: str, missing: set[str]) -> str:
    table = {ord(char): "\N{REPLACEMENT CHARACTER}" for char in missing if ord(char) > 127}
    return json.dumps(json.loads(request), ensure_ascii=False).translate(table)


def main() -> int:
    """Return 0 with the PDF written, 1 with the reason on standard error."""
    try:
        pdf = set_statement(sys.stdin.buffer.read().decode())
    except typst.TypstError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main())
