"""Laying what people made of a draft over the machine's own sentences."""

from dataclasses import replace

from reports.draft_types import Edited, LeftOut, Section, Sentence
from reports.drafting.findings import finding_sentence
from reports.drafting.material import Material
from reports.drafting.outline import Part, part_for
from reports.drafting.questions import question_sentence
from reports.editing.blocks import Overlay, Rewording
from reports.editing.bound import Phrases, mission_phrases
from reports.editing.claimed import claimed_marks
from reports.editing.order import Move, moved, paragraphs
from reports.editing.rewording import reworded
from reports.editing.subjects import FINDING, is_machines, subject_of


def overlaid(
    material: Material, parts: tuple[Part, ...], sections: tuple[Section, ...], overlay: Overlay
) -> tuple[tuple[Section, ...], tuple[LeftOut, ...]]:
    """Return the sections as people have them, and the sentences they cut.

    `sections` are the machine's own, whose sentences the records make; what people rewrote is
    filled in anew from the same records.
    """
    machine = {each.key: each for section in sections for each in section.sentences}
    # Once for all sentences, however many are edited.
    general = mission_phrases(material) if overlay.texts else {}
    held = {key: _held(material, each, overlay, general) for key, each in machine.items()}
    added = _added(material, overlay, set(machine), general)
    held |= {each.key: each for each in added}
    order = {part.key: _keys(sections, part) for part in parts}
    moves = _moves(overlay, held, order)
    for each in added:
        # Where nobody said where, in the section of its theme; a move takes it from there.
        order[part_for(parts, each.key, each.theme)].append(each.key)
    standing = moved(order, moves)
    homes = {
        each.key: (section.key, each.paragraph)
        for section in sections
        for each in section.sentences
    }
    for move in moves:
        homes.pop(move.key, None)
    shown = tuple(
        Section(part.key, str(part.title), _shown(standing[part.key], held, homes, overlay))
        for part in parts
        if any(not overlay.cuts(key) for key in standing[part.key])
    )
    return shown, tuple(_left_out(standing, held, overlay))


def _keys(sections: tuple[Section, ...], part: Part) -> list[str]:
    found = next((section for section in sections if section.key == part.key), None)
    return [each.key for each in found.sentences] if found else []


def _held(material: Material, machine: Sentence, overlay: Overlay, general: Phrases) -> Sentence:
    """Return a sentence of the machine as people have it."""
    text = overlay.texts.get(machine.key)
    made = machine
    if text and text.text and not is_machines(machine.key):
        subject = subject_of(material, machine.key, machine)
        made = reworded(material, subject, machine, text, general) if subject else machine
    else:
        made = replace(machine, marks=claimed_marks(material, machine))
    return replace(made, edited=_edited(machine.key, overlay))


def _edited(key: str, overlay: Overlay) -> Edited | None:
    text, place = overlay.texts.get(key), overlay.places.get(key)
    beside = overlay.beside.get(key, ())
    is_moved = bool(place and (place.section or place.cut))
    is_reworded = bool(text and text.text)
    if not (is_moved or is_reworded or beside):
        return None
    touched = [(each.at, each.by) for each in (text, place) if each and each.at]
    at, by = max(touched, default=(None, ""))
    return Edited(by, at, beside, reworded=is_reworded, moved=is_moved)


def _added(
    material: Material, overlay: Overlay, known: set[str], general: Phrases
) -> list[Sentence]:
    """Return the sentences that only people ask for: own ones, questions and findings."""
    keys = [key for key in dict.fromkeys([*overlay.texts, *overlay.places]) if key not in known]
    texts = [overlay.texts.get(key) or Rewording(key, "") for key in keys]
    made = [_brought(material, text, general) for text in texts]
    return [replace(each, edited=_added_by(each.key, overlay)) for each in made if each]


def _added_by(key: str, overlay: Overlay) -> Edited | None:
    """Return who edited a sentence that people brought in; its place is no move from another."""
    edited = _edited(key, overlay)
    return replace(edited, moved=False) if edited else None


def _brought(material: Material, text: Rewording, general: Phrases) -> Sentence | None:
    machine = machine_sentence(material, text.key)
    subject = subject_of(material, text.key, machine, text.bound)
    if not text.text or subject is None:
        return machine
    return reworded(material, subject, machine, text, general)


def machine_sentence(material: Material, key: str) -> Sentence | None:
    """Return what the machine says of a question or a finding that its draft leaves out."""
    if key in material.questions:
        return question_sentence(material, key)
    code = key.removeprefix(FINDING) if key.startswith(FINDING) else ""
    found = next((each for each in material.findings if code and each.code == code), None)
    return finding_sentence(material, found) if found else None


def _moves(overlay: Overlay, held: dict[str, Sentence], order: dict[str, list[str]]) -> list[Move]:
    places = sorted(overlay.places.values(), key=lambda place: place.record)
    return [
        Move(place.key, place.section, place.after)
        for place in places
        if place.key in held and place.section in order
    ]


def _shown(
    keys: list[str],
    held: dict[str, Sentence],
    homes: dict[str, tuple[str, int]],
    overlay: Overlay,
) -> tuple[Sentence, ...]:
    left = [key for key in keys if not overlay.cuts(key)]
    numbers = paragraphs(left, homes)
    return tuple(
        replace(held[key], paragraph=number) for key, number in zip(left, numbers, strict=True)
    )


def _left_out(
    standing: dict[str, list[str]], held: dict[str, Sentence], overlay: Overlay
) -> list[LeftOut]:
    found = []
    for section, keys in standing.items():
        for key in keys:
            if overlay.cuts(key):
                place = overlay.places[key]
                found.append(LeftOut(held[key], section, place.by, place.at, place.reason))
    return found
