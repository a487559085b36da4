"""Reading a raw definition field by field: each refusal is a sentence that says where."""

from collections.abc import Collection, Iterable
from typing import Any, TypeVar

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

T = TypeVar("T")
REQUIRED: Any = object()
KINDS: dict[type, str] = {
    str: _("a text"),
    list: _("a list"),
    dict: _("an object"),
    bool: _("true or false"),
}


class DefinitionError(ValueError):
    """A definition that cannot be a form; its text is a sentence saying where and why."""


class RawFields:
    """One object of a definition; every method raises DefinitionError on what cannot be read."""

    def __init__(self, raw: Any, where: str, known: Collection[str]) -> None:
        self.where = where
        self.require(isinstance(raw, dict), _("must be an object"))
        unknown = ", ".join(sorted(str(key) for key in raw if key not in known))
        self.require(not unknown, _("has what no form knows: %(keys)s"), keys=unknown)
        self.raw = raw

    def require(self, holds: object, what: str, **words: object) -> None:
        """Raise DefinitionError with "<where> <what>." unless `holds`.

        `what` is marked for translation (gettext_noop), and `words` stand in it. It is translated
        only here: a form is thousands of checks, and each that holds needs no sentence.
        """
        if not holds:
            told = {"where": self.where, "what": gettext(what) % words}
            raise DefinitionError(gettext("%(where)s %(what)s.") % told)

    def value(self, key: str, kind: type[T], default: Any = REQUIRED) -> T:
        """The value of `key`, which must be of this kind."""
        value = self.raw.get(key, default)
        self.require(value is not REQUIRED, _('needs "%(key)s"'), key=key)
        if not isinstance(value, kind):
            what = _('must have %(kind)s as "%(key)s"')
            self.require(False, what, kind=gettext(KINDS[kind]), key=key)
        return value

    def member(self, key: str, allowed: Collection[str], default: Any = REQUIRED) -> str:
        """The text of `key`, which must be one of `allowed`."""
        value = self.value(key, str, default)
        what = _('has "%(value)s" as "%(key)s": expected one of %(allowed)s')
        self.require(value in allowed, what, key=key, value=value, allowed=", ".join(allowed))
        return value

    def names(self, key: str) -> frozenset[str]:
        """The texts listed by `key`; none where it is missing."""
        values = self.value(key, list, [])
        strings = all(isinstance(value, str) for value in values)
        self.require(strings, _('must list texts as "%(key)s"'), key=key)
        return frozenset(values)

    def texts(self, key: str, required: bool = True) -> dict[str, str]:
        """The text of `key` by language; one that is required says something in one of them."""
        texts = self.value(key, dict, REQUIRED if required else {})
        strings = all(isinstance(text, str) for text in [*texts, *texts.values()])
        self.require(strings, _('must have a text for each language as "%(key)s"'), key=key)
        filled = any(text.strip() for text in texts.values())
        self.require(filled or not required, _('needs a text in "%(key)s"'), key=key)
        return texts

    def refuse_repeated(self, values: Iterable[str]) -> None:
        """Raise DefinitionError where a value comes a second time."""
        seen: set[str] = set()
        for value in values:
            self.require(value not in seen, _('has "%(value)s" twice'), value=value)
            seen.add(value)
