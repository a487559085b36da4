"""The sentences every statement has: who observed, where, whom they met, what was followed."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from missions.enumerations import Stage
from observers.models import AccreditationStatus, DelegationKind, InstitutionKind, ObserverRole
from reports.draft_types import Sentence
from reports.drafting.material import NAMED_UP_TO, Material
from reports.drafting.papers import Paper
from reports.quantifiers import number


def backed(key: str, text: str) -> Sentence | None:
    """Return a sentence bound to the mission's own records; None where there is no text."""
    text = " ".join(text.split())
    return Sentence(key=key, text=text, standing="backed") if text else None


def listed(words: list[str]) -> str:
    """Return "a, b and c" in the active language."""
    return get_text_list(words, str(_("and")))


def day(value: date) -> str:
    """Return a date as a statement prints it: 9 June 2019."""
    return date_format(value, "j F Y")


# The figure that must not be printed where a mission withholds a stage's number.
WITHHELD_BY_STAGE: dict[str, str] = {
    Stage.OPENING: "openings_observed",
    Stage.COUNTING: "counts_observed",
}


@dataclass(frozen=True)
class StagesSeen:
    """The stages followed, in words; `numbered` where the number of visits stands with each."""

    words: str
    numbered: bool


def stages_seen(material: Material) -> StagesSeen:
    """Return the stages followed, each with its number of visits unless that is withheld.

    Beside a stage without its number, the others say what theirs is a number of.
    """
    by_stage = material.counts.visits_by("stage")
    seen = {stage: name for stage, name in stage_names().items() if stage in by_stage}
    shown = {stage: by_stage[stage] for stage in seen if not _is_withheld(material, stage)}
    numbered = len(shown) == len(seen)
    beside = {stage: number(n) if numbered else _visits(n) for stage, n in shown.items()}
    words = [
        f"{name} ({beside[stage]})" if stage in beside else name for stage, name in seen.items()
    ]
    return StagesSeen(listed(words), numbered)


def _is_withheld(material: Material, stage: str) -> bool:
    figures = {"visits_by_stage", WITHHELD_BY_STAGE.get(stage, "visits_by_stage")}
    return bool(figures & material.mission.withheld)


def _visits(n: int) -> str:
    return ngettext("{n} visit", "{n} visits", n).format(n=number(n))


def stages_not_seen(material: Material) -> list[str]:
    """Return the stages the mission did not follow."""
    by_stage = material.counts.visits_by("stage")
    return [name for stage, name in stage_names().items() if stage not in by_stage]


def stage_names() -> dict[str, str]:
    """Return the stages as they stand inside a sentence, in the order of election day."""
    return {
        Stage.OPENING: _("the opening"),
        Stage.VOTING: _("voting"),
        Stage.COUNTING: _("the count"),
        Stage.TABULATION: _("tabulation"),
    }


def accredited(material: Material) -> list[tuple[str, str, str, int]]:
    """Return (delegation's name, its kind, institution's kind, members) of accredited observers.

    Interpreters are left out.
    """
    return [
        (group.name, group.kind, group.institution, group.members)
        for group in material.members
        if group.status == AccreditationStatus.ACCREDITED
        and group.role != ObserverRole.INTERPRETER
        and group.members
    ]


def identity(material: Material) -> Sentence | None:
    """Who observed what, where and when."""
    mission, language = material.mission, material.language
    organisation = mission.texted("organisation", language)
    if mission.organisation_short:
        organisation = f"{organisation} ({mission.organisation_short})"
    text = _("The {title} of the {organisation} observed the {election} on {day}.")
    return backed(
        "mission.identity",
        text.format(
            title=mission.texted("title", language),
            organisation=organisation,
            election=mission.texted("election", language),
            day=day(mission.election_date),
        ),
    )


def composition(material: Material) -> Sentence | None:
    """How many members, from which states, institutions and the secretariat."""
    groups = accredited(material)
    parts = [_total(material, groups), _secretariat(material, groups), _states(material, groups)]
    return backed("composition.members", " ".join(part for part in parts if part))


def _total(material: Material, groups: list[tuple[str, str, str, int]]) -> str:
    total = sum(group[3] for group in groups)
    if not total or "members_total" in material.mission.withheld:
        return ""
    text = ngettext("The mission had {n} member.", "The mission had {n} members.", total)
    return text.format(n=number(total))


def _secretariat(material: Material, groups: list[tuple[str, str, str, int]]) -> str:
    n = sum(group[3] for group in groups if group[1] == DelegationKind.SECRETARIAT)
    if not n or "members_secretariat" in material.mission.withheld:
        return ""
    text = ngettext(
        "The mission included {n} official of its secretariat.",
        "The mission included {n} officials of its secretariat.",
        n,
    )
    return text.format(n=number(n))


def _states(material: Material, groups: list[tuple[str, str, str, int]]) -> str:
    states = []
    for group in material.members:
        if group.kind == DelegationKind.MEMBER_STATE and group.name not in states:
            states.append(group.name)
    if not states:
        return ""
    if "delegations_total" in material.mission.withheld:
        return _("Delegations came from {states}.").format(states=listed(states))
    text = ngettext(
        "A delegation came from {n} member state: {states}.",
        "Delegations came from {n} member states: {states}.",
        len(states),
    ).format(n=number(len(states)), states=listed(states))
    return " ".join([text, _institutions(groups)])


def _institutions(groups: list[tuple[str, str, str, int]]) -> str:
    words = {
        InstitutionKind.ELECTION_COMMISSION: _("representatives of central election commissions"),
        InstitutionKind.ACADEMIA: _("academics"),
        InstitutionKind.GOVERNMENT: _("government officials"),
        InstitutionKind.PARLIAMENT: _("members of parliament"),
        InstitutionKind.DIPLOMATIC: _("diplomats"),
        InstitutionKind.CIVIL_SOCIETY: _("representatives of civil society"),
    }
    present = {group[2] for group in groups if group[1] != DelegationKind.SECRETARIAT}
    named = [word for kind, word in words.items() if kind in present]
    if not named:
        return ""
    return _("The delegates included {institutions}.").format(institutions=listed(named))


def legal_basis(material: Material) -> Sentence | None:
    """The basis as the mission wrote it."""
    return backed("mission.legal_basis", material.mission.texted("legal_basis", material.language))


def meetings(material: Material) -> Sentence | None:
    """Whom the mission met, and when."""
    held = material.papers.get("meeting", [])
    if not held:
        return None
    dates = [paper.date for paper in held if paper.date]
    first, last = min(dates), max([*dates, *(p.end_date for p in held if p.end_date)])
    when = _("on {day}").format(day=day(first)) if first == last else _span(first, last)
    before = last < material.mission.election_date
    text = _("Before election day, {when}, the mission met: {bodies}.")
    if not before:
        text = _("The mission met, {when}: {bodies}.")
    bodies = "; ".join(_body(paper) for paper in sorted(held, key=lambda paper: paper.code))
    return backed("meetings", " ".join([text.format(when=when, bodies=bodies), _held(material)]))


def _held(material: Material) -> str:
    total = len(material.papers["meeting"])
    if "meetings_total" in material.mission.withheld:
        return ""
    text = ngettext("It held {n} meeting.", "It held {n} meetings.", total)
    return text.format(n=number(total))


def _span(first: date, last: date) -> str:
    if (first.year, first.month) == (last.year, last.month):
        return _("from {first} to {last}").format(first=first.day, last=day(last))
    return _("from {first} to {last}").format(first=day(first), last=day(last))


def _body(paper: Paper) -> str:
    who = ", ".join(part for part in (paper.person, paper.role) if part)
    return f"{paper.text} ({who})" if who else paper.text


def areas_and_groups(material: Material) -> Sentence | None:
    """Where teams were based, and in how many groups."""
    tops: dict[int, list[tuple[str, int]]] = {}
    for area in material.counts.areas.values():
        if area.teams:
            top = material.counts.tops[area.pk]
            tops.setdefault(top.pk, []).append((area.name if area != top else "", area.teams))
    if not tops:
        return None
    withheld = "teams_total" in material.mission.withheld
    # In a single area its groups are all the groups.
    counted = len(tops) > 1 or not withheld
    areas = material.counts.areas
    places = [_place(areas[pk].name, groups, counted) for pk, groups in tops.items()]
    text = _("Observers worked in these areas: {places}.")
    total = sum(teams for groups in tops.values() for _name, teams in groups)
    ending = ""
    if not withheld and len(tops) > 1:
        ending = _("There were {n} groups in all.").format(n=number(total))
    told = text.format(places="; ".join(places))
    return backed("areas.groups", " ".join([told, ending]))


def _place(name: str, groups: list[tuple[str, int]], counted: bool) -> str:
    total = sum(teams for _name, teams in groups)
    districts = [district for district, _teams in groups if district]
    shown = [ngettext("{n} group", "{n} groups", total).format(n=number(total))] if counted else []
    if 1 <= len(districts) <= 6:
        shown.append(", ".join(districts))
    if not shown:
        return name
    return _("{area} ({groups})").format(area=name, groups=": ".join(shown))


def stations_visited(material: Material) -> Sentence | None:
    """How many polling stations were visited, by top-level area."""
    split = material.counts.stations_by_area()
    total = sum(split.values())
    if not total:
        return None
    if "stations_visited" in material.mission.withheld:
        names = listed([material.top_names.get(code, code) for code in split])
        return backed(
            "stations.visited",
            _("Observers visited polling stations in these areas: {areas}.").format(areas=names),
        )
    text = ngettext(
        "Observers visited {n} polling station ({areas}).",
        "Observers visited {n} polling stations ({areas}).",
        total,
    )
    return backed("stations.visited", text.format(n=number(total), areas=_split(material, split)))


def _split(material: Material, split: dict[str, int]) -> str:
    names = {"": _("place not known"), **material.top_names}
    return ", ".join(f"{names.get(code, code)} {number(n)}" for code, n in split.items())


def stage_followed(material: Material, stage: str) -> Sentence | None:
    """Which openings, counts or tabulations were followed; each named where they are few."""
    n = material.counts.visits_by("stage").get(stage, 0)
    if not n:
        return None
    words = {
        Stage.OPENING: ngettext("opening", "openings", n),
        Stage.COUNTING: ngettext("count", "counts", n),
        Stage.TABULATION: ngettext("tabulation", "tabulations", n),
    }
    shown = _("one") if n == 1 else number(n)
    if WITHHELD_BY_STAGE.get(stage, "") in material.mission.withheld:
        shown = ""
    text = _("The mission followed {n} {what}: {where}.")
    where = _stations_named(material, stage) if n <= NAMED_UP_TO else _stage_areas(material, stage)
    told = text.format(n=shown, what=words[Stage(stage)], where=where)
    return backed(f"stage.{stage}", told)


def _stations_named(material: Material, stage: str) -> str:
    states = material.counts.states
    named = [v for v in material.named if v.stage == stage and v.state in states]
    words = {True: _("commission {number} ({areas})"), False: _("station No. {number} ({areas})")}
    return "; ".join(
        words[visit.commission].format(
            number=visit.number,
            areas=", ".join(material.area_names(visit.area)) or _("place not known"),
        )
        for visit in named
    )


def _stage_areas(material: Material, stage: str) -> str:
    split: dict[str, int] = {}
    for group in material.counts.counting_visits:
        if group.stage == stage:
            code = material.counts.top_code(group.area)
            split[code] = split.get(code, 0) + group.visits
    return _split(material, dict(sorted(split.items())))
