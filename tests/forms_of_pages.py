"""Reading a page's form as a browser would send it when nothing is touched."""

from html.parser import HTMLParser
from typing import Any


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.sent: dict[str, list[str]] = {}
        self._form, self._select, self._text = "", "", ""
        self._chosen: list[str] = []
        self._first: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = said.get("class", "")
        if "record-form" not in self._form or "disabled" in said:
            return
        if tag == "input" and said.get("name"):
            self._input(said)
        elif tag == "select":
            self._select, self._chosen, self._first = said["name"], [], None
        elif tag == "option" and self._select:
            self._first = said.get("value", "") if self._first is None else self._first
            if "selected" in said:
                self._chosen.append(said.get("value", ""))
        elif tag == "textarea":
            self._text = said["name"]
            self.sent[self._text] = [""]

    def _input(self, said: dict[str, str]) -> None:
        ticked = said.get("type") in ("checkbox", "radio")
        if not ticked or "checked" in said:
            value = said.get("value", "on" if ticked else "")
            self.sent.setdefault(said["name"], []).append(value)

    def handle_data(self, data: str) -> None:
        if self._text:
            # The line break after the tag is the page's.
            self.sent[self._text] = [self.sent[self._text][0] + data]

    def handle_endtag(self, tag: str) -> None:
        if tag == "select" and self._select:
            self.sent[self._select] = self._chosen or [self._first or ""]
            self._select = ""
        elif tag == "textarea" and self._text:
            self.sent[self._text] = [self.sent[self._text][0].removeprefix("\n")]
            self._text = ""
        elif tag == "form":
            self._form = ""


def as_sent(response: Any, **typed: Any) -> dict[str, Any]:
    """What a browser sends of the page's record form, with what is typed into it."""
    reader = _Fields()
    reader.feed(response.content.decode())
    assert reader.sent, "the page has no record form"
    return {**reader.sent, **typed}
