"""The forms in which a sentence is written, placed and cut."""

import unicodedata
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from missions.enumerations import Stage, Theme
from reports.actions.editing import Wording
from reports.draft_types import Evidence
from reports.drafting import Desk
from reports.drafting.outline import MATTERS, METHOD, OUTLINES
from reports.drafting.patterns import PREFIX
from reports.drafting.questions import tally_of
from reports.editing.blocks import LIVE
from reports.editing.subjects import Subject
from reports.quantifiers import QUANTIFIER_TABLE

ABOUT = [
    ("favourable", gettext_lazy("The favourable side: there was no problem")),
    ("adverse", gettext_lazy("The adverse side: there was a problem")),
]
NOTHING_YET = gettext_lazy("Nothing yet (the statement cannot be signed like that)")
# Controls and formats of Unicode: joiners, marks of direction.
UNSEEN = frozenset({"Cc", "Cf"})
Choices = list[tuple[Any, Any]]


def stated_choices() -> Choices:
    """Return what a sentence may state: numbers, the live word, or a word typed into it."""
    words = [(key, _("The word “{word}”").format(word=word)) for key, word, _m in QUANTIFIER_TABLE]
    return [
        ("", _("Only the numbers")),
        (LIVE, _("The word that fits, kept up to date")),
        (_("A word that stays as it is"), words),
    ]


class WordsField(forms.CharField):
    """Words for a statement: signs that cannot be seen are left out.

    In the middle of a word or a number they would keep it from being found and marked.
    """

    def to_python(self, value: Any) -> str:
        """Return what can be seen of a text, and its white space."""
        text = str(super().to_python(value) or "")
        return "".join(c for c in text if c.isspace() or unicodedata.category(c) not in UNSEEN)


class SentenceForm(forms.Form):
    """A sentence's text, and what it speaks of, states or rests on."""

    use_required_attribute = False
    text = WordsField(
        label=gettext_lazy("Text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    about = forms.ChoiceField(
        label=gettext_lazy("It speaks of"), required=False, choices=ABOUT, widget=forms.RadioSelect
    )
    stated = forms.ChoiceField(label=gettext_lazy("It states"), required=False)
    bound = forms.ChoiceField(label=gettext_lazy("It rests on"), required=False)
    started_from = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, desk: Desk, subject: Subject, data: Any = None, **initial: Any) -> None:
        super().__init__(data, initial=initial)
        choosing: Any = self.fields["stated"]
        choosing.choices = stated_choices()
        if not subject.counted:
            del self.fields["about"], self.fields["stated"]
        if subject.kind == "own":
            binding: Any = self.fields["bound"]
            binding.choices = record_choices(desk)
        else:
            del self.fields["bound"]

    def wording(self) -> Wording:
        """Return what was typed; call it on a form that is valid."""
        typed = self.cleaned_data
        bound = None
        if "bound" in self.fields:
            bound = evidence_of_choice(typed.get("bound", ""))
        return Wording(typed["text"], typed.get("about", ""), typed.get("stated", ""), bound)


def record_choices(desk: Desk) -> Choices:
    """Return the sources and meetings a sentence of one's own may rest on."""

    def of(kind: str) -> Choices:
        papers = desk.material.papers.get(kind, [])
        return [
            (f"{kind}:{each.code}", Truncator(f"{each.text} ({each.code})").chars(80))
            for each in papers
        ]

    listed: Choices = [("", NOTHING_YET)]
    sources, meetings = of("source"), of("meeting")
    if sources:
        listed.append((_("Source documents"), sources))
    if meetings:
        listed.append((_("Meetings"), meetings))
    return listed


def choice_of(bound: Evidence | None) -> str:
    """Return what a sentence rests on as a choice such as "source:s-1"; "" for nothing."""
    if bound is None:
        return ""
    records = [f"source:{code}" for code in bound.sources]
    records += [f"meeting:{code}" for code in bound.meetings]
    return next(iter(records), "")


def evidence_of_choice(choice: str) -> Evidence:
    """Return the evidence of a choice such as "source:s-1"; "" is none."""
    kind, _colon, code = choice.partition(":")
    return {
        "source": Evidence(sources=(code,)),
        "meeting": Evidence(meetings=(code,)),
    }.get(kind, Evidence())


class PlaceForm(forms.Form):
    """Where a sentence stands: behind which other, in which section."""

    use_required_attribute = False
    place = forms.ChoiceField(label=gettext_lazy("Place"), required=False)

    def __init__(self, desk: Desk, key: str, data: Any = None, **initial: Any) -> None:
        super().__init__(data, initial=initial)
        choosing: Any = self.fields["place"]
        choosing.choices = place_choices(desk, key)

    def place_chosen(self) -> tuple[str, str]:
        """Return the section and the sentence before; ("", "") is the machine's own place."""
        section, _colon, after = self.cleaned_data["place"].partition(":")
        return section, after


def place_choices(desk: Desk, key: str) -> Choices:
    """Return the places a sentence may take, by section in their order."""
    matter = key.startswith(PREFIX)
    found: Choices = [("", _("Where the machine puts it"))]
    sections = {section.key: section for section in desk.draft.sections}
    for part in OUTLINES[desk.draft.kind]:
        if part.key == METHOD.key or (part.key == MATTERS.key) != matter:
            continue
        section = sections.get(part.key)
        places: Choices = [(f"{part.key}:", _("First in this section"))]
        for each in section.sentences if section else ():
            if each.key != key:
                said = _("After: {text}").format(text=Truncator(each.text).chars(70))
                places.append((f"{part.key}:{each.key}", said))
        found.append((str(part.title), places))
    return found


class CutForm(forms.Form):
    """Why a sentence is cut; a matter is not left out without."""

    use_required_attribute = False
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class AddForm(PlaceForm):
    """A new sentence: its place, its text, and the record it rests on.

    `words` narrow the records there are to choose from. A sentence sent twice from one page is
    added once, by its `number`.
    """

    words = forms.CharField(
        label=gettext_lazy("Find a record by words or code"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    number = forms.RegexField(r"^[0-9a-f]{8}$", required=False, widget=forms.HiddenInput)
    bound = forms.ChoiceField(
        label=gettext_lazy("It rests on"),
        required=False,
        help_text=gettext_lazy(
            "A question or a finding may come with the machine’s own words: leave the text empty."
        ),
    )
    text = SentenceForm.base_fields["text"]
    about = forms.ChoiceField(
        label=gettext_lazy("About a question: it speaks of"),
        required=False,
        choices=[("", gettext_lazy("Not about a question")), *ABOUT],
    )
    stated = forms.ChoiceField(label=gettext_lazy("About a question: it states"), required=False)
    field_order = ("words", "bound", "text", "about", "stated", "place")

    def __init__(self, desk: Desk, data: Any = None, words: str = "", **initial: Any) -> None:
        initial["number"] = initial.get("number") or uuid4().hex[:8]
        super().__init__(desk, "", data, words=words, **initial)
        self._set_choices("place", place_choices(desk, "")[1:])
        self._set_choices("stated", stated_choices())
        everything = [*record_choices(desk), *answer_choices(desk)]
        chosen = initial.get("bound", "")
        self._set_choices("bound", fitting(everything, words, chosen) if words else everything)
        offered = [each for _title, group in self._groups() for each, _label in group]
        # How many fit the words; None where none were asked for.
        self.found = len([each for each in offered if each != chosen]) if words else None
        # Never offered, since one question has one sentence: that one is edited.
        self.spoken = spoken_questions(desk, words)

    def _groups(self) -> Choices:
        bound: Any = self.fields["bound"]
        return [(value, label) for value, label in bound.choices if isinstance(label, list | tuple)]

    def _set_choices(self, name: str, choices: Choices) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    def wording(self) -> Wording:
        """Return what was typed; call it on a form that is valid."""
        typed = self.cleaned_data
        return Wording(typed["text"], typed.get("about", ""), typed.get("stated", ""))

    def bound_to(self) -> tuple[str, str]:
        """Return the kind and the code of the record chosen; ("", "") for none."""
        kind, _colon, code = self.cleaned_data["bound"].partition(":")
        return kind, code


def fitting(choices: Choices, words: str, chosen: str) -> Choices:
    """Return the choices whose code or label holds every one of the words, and the chosen one."""
    wanted = words.lower().split()

    def fits(value: str, said: str) -> bool:
        return value == chosen or all(word in said.lower() for word in wanted)

    found: Choices = []
    for title, group in choices:
        if not isinstance(group, list):
            found.append((title, group))  # "Nothing yet" is always there.
        elif kept := [(v, label) for v, label in group if fits(v, f"{v} {label} {title}")]:
            found.append((title, kept))
    return found


def answer_choices(desk: Desk) -> Choices:
    """Return the findings, and by stage and theme the questions, that nothing speaks of yet.

    Answered questions come first: what nobody answered says nothing yet.
    """
    material = desk.material
    spoken = _spoken(desk)
    findings = [
        (f"finding:{each.code}", Truncator(f"{each.summary} ({each.code})").chars(80))
        for each in material.findings
        if f"finding.{each.code}" not in spoken and not each.confidential
    ]
    questions: dict[str, Choices] = {}
    for code in _answered_first(desk):
        question, stage = material.questions[code]
        if code not in spoken:
            title = f"{Stage(stage).label} · {Theme(question.theme).label}"
            choice = (f"question:{code}", question_label(desk, code))
            questions.setdefault(title, []).append(choice)
    return [*([(_("Findings"), findings)] if findings else []), *questions.items()]


def spoken_questions(desk: Desk, words: str) -> Choices:
    """Return the questions that the words find and of which the statement has a sentence."""
    spoken = _spoken(desk)
    found = [(code, question_label(desk, code)) for code in _answered_first(desk) if code in spoken]
    wanted = words.lower().split()
    return [
        each for each in found if wanted and all(word in " ".join(each).lower() for word in wanted)
    ]


def question_label(desk: Desk, code: str) -> str:
    """Return a question with its stage, since several stages ask alike, and its answers."""
    question, stage = desk.material.questions[code]
    label = Truncator(question.label(desk.material.language)).chars(80)
    answers = _answers(desk, code)
    counted = ngettext("{n} answer", "{n} answers", answers).format(n=answers)
    return f"{Stage(stage).label}: {label} ({counted})"


def _answered_first(desk: Desk) -> list[str]:
    return sorted(desk.material.questions, key=lambda code: not _answers(desk, code))


def _answers(desk: Desk, code: str) -> int:
    tally = tally_of(desk.material, code)
    return tally.of if tally else 0


def _spoken(desk: Desk) -> set[str]:
    spoken = {each.key for section in desk.draft.sections for each in section.sentences}
    return spoken | {each.sentence.key for each in desk.draft.cut}
