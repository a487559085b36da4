"""Two people at one record: what one of them did not touch stays as the other one left it.

A form says in a hidden field what it showed. Where somebody stored something else meanwhile, a
field that this person left alone takes the stored value; one that both changed is refused once,
with both values, and whoever saves again keeps theirs.
"""

import json
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    Form = forms.BaseForm
else:
    Form = object

AS_SHOWN = "as_shown"
Raw = list[str]


class MeanwhileForm(Form):
    """A form that may change a stored record; `stored` says whether this one does."""

    @property
    def stored(self) -> bool:
        """Whether the form changes a record that others may change too."""
        # Forms have a metaclass of their own, which no abstract base class goes with.
        raise NotImplementedError(f"{type(self).__name__} must say whether it changes a record.")

    def remember_what_is_shown(self) -> None:
        """Add the hidden field, where a stored record is changed; call it before rendering."""
        if self.stored and AS_SHOWN not in self.fields:
            self.fields[AS_SHOWN] = forms.CharField(required=False, widget=forms.HiddenInput)
            self.initial[AS_SHOWN] = json.dumps({name: self._now(name) for name in self._told()})

    def full_clean(self) -> None:
        """Take what others changed where this person changed nothing, then clean as ever."""
        disputed = self._take_what_others_changed() if self.is_bound and self.stored else {}
        super().full_clean()
        for name, said in disputed.items():
            if name in self.fields:
                self.add_error(name, said)

    def _told(self) -> list[str]:
        open_ones = (name for name, field in self.fields.items() if not field.disabled)
        return [name for name in open_ones if name != AS_SHOWN]

    def _now(self, name: str) -> Raw:
        """Return what the record holds now, as a browser would send it."""
        field = self.fields[name]
        value = field.prepare_value(self.get_initial_for_field(field, name))
        if isinstance(value, bool):
            return ["on"] if value else []
        return _plain(field.widget.format_value(value))

    def _take_what_others_changed(self) -> dict[str, str]:
        """Put into the data what others changed, and return what is disputed, by field."""
        shown = _read(self.data.get(AS_SHOWN, ""))
        if not shown:
            return {}
        data: Any = self.data  # a page's, so a QueryDict
        typed, disputed = data.copy(), {}
        for name in self._told():
            if name not in shown:
                continue  # added meanwhile, as a name in another language
            before, now, mine = shown[name], self._now(name), _plain(data.getlist(name))
            if now in (before, mine):
                continue
            if mine == before:
                typed.setlist(name, now)
            else:
                disputed[name] = self._both(name, now, mine)
            shown[name] = now
        # On the page that follows, this is what was shown.
        typed[AS_SHOWN] = json.dumps(shown)
        self.data = typed
        if AS_SHOWN not in self.fields:
            self.fields[AS_SHOWN] = forms.CharField(required=False, widget=forms.HiddenInput)
        return disputed

    def _both(self, name: str, now: Raw, mine: Raw) -> str:
        told = {"theirs": self._in_words(name, now), "mine": self._in_words(name, mine)}
        said = _(
            "Somebody changed this meanwhile: “%(theirs)s” is stored, and you say “%(mine)s”. Save "
            "again to keep yours, or put theirs here."
        )
        return said % told

    def _in_words(self, name: str, raw: Raw) -> str:
        words = dict(_flat(getattr(self.fields[name], "choices", ())))
        return ", ".join(str(words.get(each, each)) for each in raw) or "–"


def _plain(value: Any) -> Raw:
    """Return what is sent for a field in one order, with one kind of line end and no blanks."""
    listed = value if isinstance(value, list | tuple) else [value]
    texts = ("" if each is None else str(each) for each in listed)
    return sorted(text for each in texts if (text := each.replace("\r\n", "\n").strip()))


def _read(told: str) -> dict[str, Raw]:
    """Return what the page says it showed; nothing where that cannot be read."""
    try:
        read = json.loads(told)
    except ValueError:
        return {}
    pairs = read.items() if isinstance(read, dict) else ()
    return {name: _plain(value) for name, value in pairs if isinstance(value, list)}


def _flat(choices: Any) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for value, label in choices:
        found += _flat(label) if isinstance(label, list | tuple) else [(str(value), label)]
    return found
