"""What the page of one sentence shows: its text to edit, what is bound to it, how it stands."""

from dataclasses import dataclass

from reports.actions.editing import Wording
from reports.draft_types import LeftOut, Sentence
from reports.drafting import Desk
from reports.editing.blocks import Rewording
from reports.editing.placeholders import asks
from reports.editing.subjects import Subject, phrases_for
from reports.statement_page import ShownSentence, shown_sentences


@dataclass(frozen=True)
class SentencePage:
    """One sentence of a draft, with the placeholders there are for it and what they say now.

    `shown` is the sentence as it stands, `machine` the machine's own text; `particular` and
    `general` are placeholders of the sentence and of the whole mission.
    """

    subject: Subject
    shown: ShownSentence
    machine: str
    particular: list[tuple[str, str]]
    general: list[tuple[str, str]]


def sentence_at(desk: Desk, key: str) -> Sentence | None:
    """Return the sentence of a draft with this key, cut or not."""
    standing = [each for section in desk.draft.sections for each in section.sentences]
    left: list[LeftOut] = list(desk.draft.cut)
    found = [*standing, *(each.sentence for each in left)]
    return next((each for each in found if each.key == key), None)


def started_from(desk: Desk, key: str) -> int | None:
    """Return the number of the text's record that holds now; None for the machine's own."""
    held = desk.overlay.texts.get(key)
    return held.record if held else None


def starting_wording(desk: Desk, subject: Subject) -> Wording:
    """Return the text an edit begins from: the one people gave, or the library's template."""
    held = desk.overlay.texts.get(subject.key)
    if held and held.text:
        return Wording(held.text, held.about, held.stated, held.bound)
    return Wording(subject.template, subject.about, subject.stated, held.bound if held else None)


def sentence_page(desk: Desk, subject: Subject, wording: Wording) -> SentencePage | None:
    """Return the page of a sentence, with the placeholders' words for this wording."""
    sentence = sentence_at(desk, subject.key)
    if sentence is None:
        return None
    material = desk.material
    told = (wording.about or subject.about, wording.stated)
    phrases = phrases_for(material, subject, *told, wording.text)
    general = phrases_for(material, Subject("", "record", ""), "", "", "")
    machine = desk.machine.get(subject.key)
    return SentencePage(
        subject=subject,
        shown=shown_sentences(material.mission, desk.draft, [sentence])[0],
        machine=machine.text if machine else "",
        # {rated} is {basis} in other words, for the questions that ask for a rating.
        particular=[
            (name, said)
            for name, said in phrases.items()
            if name not in general and (name != "rated" or asks(subject.template, name))
        ],
        general=list(general.items()),
    )


def preview(desk: Desk, key: str, wording: Wording) -> Sentence | None:
    """Return the sentence this wording would make on the evidence as it is."""
    held = desk.overlay.texts.get(key)
    bound = wording.bound or (held.bound if held else None)
    told = (key, wording.text, wording.about, wording.stated)
    return desk.preview(Rewording(*told, bound) if bound else Rewording(*told))
