"""Putting a draft together: which sentences, in which sections, and what stands in the way."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from missions.enumerations import Stage
from missions.models import Mission
from missions.rules import NotAllowed
from observers.models import DelegationKind
from reports.draft_types import Blocker, Draft, Figure, Section, Sentence
from reports.drafting import claims, fixed
from reports.drafting.findings import finding_sentences
from reports.drafting.material import Material, gather
from reports.drafting.outline import MATTERS, METHOD, OUTLINES, Part, part_for
from reports.drafting.patterns import adverse_patterns, matters, unacknowledged
from reports.drafting.questions import question_sentence
from reports.drafting.scope import method_note, scope
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
    if kind not in OUTLINES:
        raise NotAllowed(_("There is no kind of statement “{kind}” yet.").format(kind=kind))
    if language not in dict(settings.LANGUAGES):
        raise NotAllowed(
            _("There is no catalogue for the language “{language}” yet.").format(language=language)
        )
    with translation.override(language), timezone.override(mission.zone):
        material = gather(
            mission, kind=kind, language=language, include_submitted=include_submitted
        )
        return _assemble(material)


def _assemble(material: Material) -> Draft:
    mission, parts = material.mission, OUTLINES[material.kind]
    attention = matters(material)
    sections = _sections(material, parts, attention)
    election = mission.texted("election", material.language)
    return Draft(
        mission=mission.slug,
        title=mission.texted("title", material.language),
        subtitle=f"{election}, {fixed.day(mission.election_date)}",
        kind=material.kind,  # type: ignore[arg-type]
        language=material.language,
        as_of=timezone.localtime(material.as_of),
        provisional=material.provisional,
        demo_note=_demo_note(mission),
        figures=_figures(material),
        sections=sections,
        blockers=tuple(_blockers(material, sections, attention)),
    )


def _demo_note(mission: Mission) -> str:
    if not mission.demo:
        return ""
    return _(
        "Demonstration: this mission's records are reconstructed or invented, as its note on "
        "method says. It is not the statement of any organisation."
    )


def _sections(
    material: Material, parts: tuple[Part, ...], attention: list[Sentence]
) -> tuple[Section, ...]:
    placed: dict[str, list[Sentence]] = {part.key: [] for part in parts}
    for part in parts:
        placed[part.key] += [each for key in part.keys if (each := _sentence(material, key))]
    done = {sentence.key for sentences in placed.values() for sentence in sentences}
    for sentence in _others(material, done):
        placed[part_for(parts, sentence.key, sentence.theme)].append(sentence)
    placed[MATTERS.key] += attention
    placed[METHOD.key] += method_note(material)
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
                yield Blocker(
                    sentence.key,
                    _("No record of the mission carries this sentence: add a source or cut it."),
                )
    yield from _urgent_visits(material)
    for sentence in unacknowledged(material, attention):
        yield Blocker(
            sentence.key, _("The head of mission has not acknowledged this adverse pattern.")
        )
    if not claims.signed(claims.judgement(material, claims.CONCLUSION)):
        yield Blocker("conclusion", _("There is no signed conclusion."))


def _urgent_visits(material: Material) -> Iterable[Blocker]:
    waits = _("Visit {code} is urgent and not yet verified or set aside.")
    returned = _("Visit {code} is urgent and was returned; the team has not answered yet.")
    for visit in material.named:
        if visit.urgent_waits:
            text = returned if visit.state == VisitState.RETURNED else waits
            yield Blocker("", text.format(code=visit.code), visit=visit.code)


def _figures(material: Material) -> dict[str, Figure]:
    counts = material.counts
    stations, stages = counts.stations_by_area(), counts.visits_by("stage")
    members = fixed.accredited(material)
    delegations = {
        group.delegation for group in material.members if group.kind == DelegationKind.MEMBER_STATE
    }
    return {
        "stations_visited": Figure(sum(stations.values()), by={"area": stations}),
        "visits_total": Figure(sum(stages.values())),
        "visits_by_stage": Figure(sum(stages.values()), by={"stage": stages}),
        "openings_observed": Figure(stages.get(Stage.OPENING, 0)),
        "counts_observed": Figure(stages.get(Stage.COUNTING, 0)),
        "areas_total": Figure(len(counts.areas_seen)),
        "members_total": Figure(sum(group[3] for group in members)),
        "members_secretariat": Figure(
            sum(group[3] for group in members if group[1] == DelegationKind.SECRETARIAT)
        ),
        "delegations_total": Figure(len(delegations)),
        "teams_total": Figure(sum(area.teams for area in counts.areas.values())),
        "meetings_total": Figure(len(material.papers.get("meeting", []))),
    }
