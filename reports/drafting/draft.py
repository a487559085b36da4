"""Putting a draft together: which sentences, in which sections, and what stands in the way."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from missions.enumerations import Stage
from missions.models import Mission
from missions.rules import NotAllowed
from reports.draft_types import Blocker, Draft, Evidence, Section, Sentence
from reports.drafting import claims, fixed
from reports.drafting.findings import finding_sentences
from reports.drafting.material import Material, gather
from reports.drafting.mission_figures import figures_of
from reports.drafting.outline import MATTERS, METHOD, OUTLINES, Part, part_for
from reports.drafting.patterns import adverse_patterns, matters, unacknowledged
from reports.drafting.questions import question_sentence
from reports.drafting.scope import method_note, scope
from reports.editing.blocks import Overlay, Rewording, overlay_of
from reports.editing.overlay import machine_sentence, overlaid
from reports.editing.rewording import reworded
from reports.editing.subjects import Subject, subject_of
from visits.models import VisitState

KINDS = tuple(OUTLINES)

Builder = Callable[[Material], Sentence | None]
FIXED: dict[str, Builder] = {
    "mission.identity": fixed.identity,
    "composition.members": fixed.composition,
    "mission.legal_basis": fixed.legal_basis,
    "meetings": fixed.meetings,
    "areas.groups": fixed.areas_and_groups,
    "stations.visited": fixed.stations_visited,
    "stage.opening": lambda material: fixed.stage_followed(material, Stage.OPENING),
    "stage.counting": lambda material: fixed.stage_followed(material, Stage.COUNTING),
    "stage.tabulation": lambda material: fixed.stage_followed(material, Stage.TABULATION),
    "scope": scope,
    "participation": lambda material: claims.sourced_claim(material, "participation"),
    "media": lambda material: claims.sourced_claim(material, "media"),
    "conclusion": claims.conclusion,
}


def draft_statement(
    mission: Mission,
    *,
    kind: str = "short",
    language: str = "en",
    include_submitted: bool = False,
) -> Draft:
    """Return the draft of a statement from verified records, in at most twelve queries.

    `include_submitted` makes it provisional and marks it so. Raises NotAllowed, with a sentence,
    for a kind or a language there is not.
    """
    return _desk(_material(mission, kind, language, include_submitted)).draft


def _material(mission: Mission, kind: str, language: str, include_submitted: bool) -> Material:
    if kind not in OUTLINES:
        raise NotAllowed(_("There is no kind of statement “{kind}” yet.").format(kind=kind))
    if language not in dict(settings.LANGUAGES):
        raise NotAllowed(
            _("There is no catalogue for the language “{language}” yet.").format(language=language)
        )
    with translation.override(language), timezone.override(mission.zone):
        return gather(mission, kind=kind, language=language, include_submitted=include_submitted)


@dataclass(frozen=True)
class Desk:
    """A draft with what it is made from, for who edits it.

    `machine` holds the sentences as the records alone make them, by key.
    """

    material: Material
    overlay: Overlay
    machine: dict[str, Sentence]
    draft: Draft

    def subject(self, key: str, bound: Evidence | None = None) -> Subject | None:
        """Return what a sentence is about; None where the records know nothing of it.

        `bound` is what an own sentence is to rest on, in place of what it does.
        """
        held = self.overlay.texts.get(key)
        kept = bound or (held.bound if held else Evidence())
        machine = self.machine.get(key) or machine_sentence(self.material, key)
        return subject_of(self.material, key, machine, kept)

    def preview(self, text: Rewording) -> Sentence | None:
        """Return the sentence a text would make; None where the records know nothing of it."""
        subject = self.subject(text.key, text.bound)
        machine = self.machine.get(text.key) or machine_sentence(self.material, text.key)
        return reworded(self.material, subject, machine, text) if subject else None


def open_desk(mission: Mission, *, kind: str, language: str = "en") -> Desk:
    """Return the draft of verified records with its material; queries and errors as the draft's.

    What is read off it afterwards speaks the language that is active then.
    """
    return _desk(_material(mission, kind, language, include_submitted=False))


def _desk(material: Material) -> Desk:
    with (
        translation.override(material.language),
        timezone.override(material.mission.zone),
    ):
        parts = OUTLINES[material.kind]
        overlay = overlay_of(material.papers)
        attention = matters(material)
        made = _sections(material, parts, attention, overlay)
        draft = _drafted(material, made, attention, overlay)
        machine = {each.key: each for section in made for each in section.sentences}
        return Desk(material, overlay, machine, draft)


def _drafted(
    material: Material, made: tuple[Section, ...], attention: list[Sentence], overlay: Overlay
) -> Draft:
    mission = material.mission
    sections, cut = overlaid(material, OUTLINES[material.kind], made, overlay)
    election = mission.texted("election", material.language)
    return Draft(
        mission=mission.slug,
        title=mission.texted("title", material.language),
        subtitle=f"{election}, {fixed.day(mission.election_date)}",
        # draft_statement has refused every other kind.
        kind=material.kind,  # type: ignore[arg-type]
        language=material.language,
        as_of=timezone.localtime(material.as_of),
        provisional=material.provisional,
        demo_note=_demo_note(mission),
        figures=figures_of(material),
        sections=sections,
        blockers=tuple(_blockers(material, sections, attention)),
        matters=tuple(attention),
        cut=cut,
        edits=overlay.newest,
    )


def _demo_note(mission: Mission) -> str:
    if not mission.demo:
        return ""
    return _(
        "Demonstration: this mission's records are reconstructed or invented, as its note on "
        "method says. It is not the statement of any organisation."
    )


def _sections(
    material: Material, parts: tuple[Part, ...], attention: list[Sentence], overlay: Overlay
) -> tuple[Section, ...]:
    placed: dict[str, list[Sentence]] = {part.key: [] for part in parts}
    for part in parts:
        placed[part.key] += [each for key in part.keys if (each := _sentence(material, key))]
    done = {sentence.key for sentences in placed.values() for sentence in sentences}
    for sentence in _others(material, done):
        placed[part_for(parts, sentence.key, sentence.theme)].append(sentence)
    placed[MATTERS.key] += attention
    left_out = sum(overlay.cuts(each.key) for each in attention)
    placed[METHOD.key] += method_note(material, len(attention), left_out)
    return tuple(
        Section(part.key, str(part.title), _paragraphs(material, part, placed[part.key]))
        for part in parts
        if placed[part.key]
    )


def _sentence(material: Material, key: str) -> Sentence | None:
    if key in FIXED:
        return FIXED[key](material)
    found = question_sentence(material, key)
    if found is not None:
        return found
    return next((each for each in claims.unanswered_claims(material) if each.key == key), None)


def _others(material: Material, done: set[str]) -> Iterable[Sentence]:
    """Yield what no section asks for by name: the kind's further questions, claims, findings."""
    short = material.kind == "short"
    codes = adverse_patterns(material) if short else list(material.questions)
    further = [question_sentence(material, code) for code in codes if code not in done]
    told = [sentence for sentence in further if sentence]
    yield from told
    claimed = claims.unanswered_claims(material)
    yield from (each for each in claimed if each.key not in done)
    spoken = (done | {sentence.key for sentence in told}) - {each.key for each in claimed}
    yield from finding_sentences(material, spoken)


def _paragraphs(material: Material, part: Part, sentences: list[Sentence]) -> tuple[Sentence, ...]:
    """Return the sentences with their paragraphs: a theme's good and bad share one."""
    themes: dict[str, list[Sentence]] = {}
    for sentence in sentences:
        alone = part in (MATTERS, METHOD) or not sentence.theme
        themes.setdefault(sentence.key if alone else sentence.theme, []).append(sentence)
    ordered = []
    for number, together in enumerate(themes.values()):
        for sentence in _larger_first(material, together):
            ordered.append(replace(sentence, paragraph=number))
    return tuple(ordered)


def _larger_first(material: Material, together: list[Sentence]) -> list[Sentence]:
    """Order a theme by stage; good and bad of a stage with the larger figure first (rule 11).

    Otherwise the order given stays; context and findings come after what is counted.
    """
    largest: dict[tuple[int, str], int] = {}
    for sentence in together:
        side = (_stage_place(material, sentence), sentence.about)
        largest[side] = max(largest.get(side, 0), sentence.figures.get("n", 0))

    def place(sentence: Sentence) -> tuple[int, bool, int]:
        stage = _stage_place(material, sentence)
        return (stage, not sentence.figures, -largest[stage, sentence.about])

    return sorted(together, key=place)


def _stage_place(material: Material, sentence: Sentence) -> int:
    asked = material.asked(sentence.key)
    return Stage.values.index(asked[1]) if asked else len(Stage.values)


def _blockers(
    material: Material, sections: tuple[Section, ...], attention: list[Sentence]
) -> Iterable[Blocker]:
    for section in sections:
        for sentence in section.sentences:
            if sentence.standing == "contradicted":
                yield Blocker(sentence.key, _("Verified evidence speaks against this sentence."))
            if sentence.standing == "unsourced":
                yield Blocker(sentence.key, _why_unsourced(sentence))
    yield from _urgent_visits(material)
    for sentence in unacknowledged(material, attention):
        why = _("The head of mission has not acknowledged this adverse pattern.")
        yield Blocker(sentence.key, why, pattern=True)
    if not claims.signed(claims.judgement(material, claims.CONCLUSION)):
        yield Blocker("conclusion", _("There is no signed conclusion."))


def _why_unsourced(sentence: Sentence) -> str:
    if not sentence.marks:
        return _("No record of the mission carries this sentence: add a source or cut it.")
    words = ", ".join(_("“{word}”").format(word=mark.word) for mark in sentence.marks)
    text = _("Nothing backs what was typed here: {words}. Tie it to a record or cut it.")
    return text.format(words=words)


def _urgent_visits(material: Material) -> Iterable[Blocker]:
    waits = _("Visit {code} is urgent and not yet verified or set aside.")
    returned = _("Visit {code} is urgent and was returned; the team has not answered yet.")
    for visit in material.named:
        if visit.urgent_waits:
            text = returned if visit.state == VisitState.RETURNED else waits
            yield Blocker("", text.format(code=visit.code), visit=visit.code)
