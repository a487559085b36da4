"""The scope and the method: how stations were chosen, what was and was not seen, what counts."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from missions.enumerations import ChosenBy, StationSelection
from reports.draft_types import Sentence
from reports.drafting.fixed import backed, listed, stages_not_seen, stages_seen
from reports.drafting.material import Material
from reports.quantifiers import QUANTIFIER_TABLE, number
from visits.models import VisitState


def scope(material: Material) -> Sentence | None:
    """How stations were chosen, which stages were seen and not seen, how many forms count.

    It is tied to the conclusion and is never left out where anything was visited.
    """
    if not material.counts.visits:
        return None
    parts = [_chosen(material), _seen(material), _verified(material), _set_aside(material)]
    return backed("scope", " ".join(part for part in parts if part))


def _chosen(material: Material) -> str:
    found: dict[str, int] = {}
    for group in material.counts.counting_visits:
        found[group.chosen_by] = found.get(group.chosen_by, 0) + group.visits
    total = sum(found.values())
    default = material.mission.station_selection == StationSelection.RANDOM
    drawn = found.get(ChosenBy.RANDOM_DRAW, 0) + (found.get("", 0) if default else 0)
    if total and drawn == total:
        return _("The stations were drawn at random.")
    text = _("The stations were not chosen at random, so the figures hold for the visits made.")
    if drawn:
        text = _partly_drawn(material, drawn, total)
    suggested = found.get(ChosenBy.SUGGESTED_BY_HOST, 0)
    if not suggested:
        return text
    host = ngettext(
        "In {n} visit the host had suggested the station.",
        "In {n} visits the host had suggested the station.",
        suggested,
    )
    return " ".join([text, host.format(n=number(suggested))])


def _partly_drawn(material: Material, drawn: int, total: int) -> str:
    if "visits_total" in material.mission.withheld:
        text = ngettext(
            "In {drawn} visit the station was drawn at random; in the others it was not, so the "
            "figures hold for the visits made.",
            "In {drawn} visits the station was drawn at random; in the others it was not, so the "
            "figures hold for the visits made.",
            drawn,
        )
    else:
        text = _(
            "In {drawn} of the {total} visits the station was drawn at random; in the others it "
            "was not, so the figures hold for the visits made."
        )
    return text.format(drawn=number(drawn), total=number(total))


def _seen(material: Material) -> str:
    seen, unseen = stages_seen(material), stages_not_seen(material)
    parts = []
    if seen.words:
        text = _("Observers followed {seen}.")
        if seen.numbered:
            text = _("Observers followed, with the number of visits: {seen}.")
        parts.append(text.format(seen=seen.words))
    if unseen:
        text = _("They did not follow {unseen} and draw no conclusion on what they did not see.")
        parts.append(text.format(unseen=listed(unseen)))
    return " ".join(parts)


def _verified(material: Material) -> str:
    if "visits_total" in material.mission.withheld:
        return _verified_unnumbered(material)
    received = sum(group.visits for group in material.counts.visits)
    counted = sum(group.visits for group in material.counts.counting_visits)
    if material.provisional:
        text = _(
            "This draft is provisional: it rests on {counted} of the {received} visits received, "
            "verified or not."
        )
    else:
        text = _("The figures rest on {counted} verified visits of the {received} received.")
    told = text.format(counted=number(counted), received=number(received))
    waiting = _waiting(material)
    if not waiting:
        return told
    more = ngettext("{n} is not yet verified.", "{n} are not yet verified.", waiting)
    return f"{told} {more.format(n=number(waiting))}"


def _verified_unnumbered(material: Material) -> str:
    """Say what counts without how many: the visits that wait say how many they are."""
    told = _("The figures rest on verified visits only.")
    if material.provisional:
        told = _("This draft is provisional: it rests on the visits received, verified or not.")
    waiting = _waiting(material)
    if not waiting:
        return told
    more = ngettext("{n} visit is not yet verified.", "{n} visits are not yet verified.", waiting)
    return f"{told} {more.format(n=number(waiting))}"


def _waiting(material: Material) -> int:
    """Return how many visits neither count nor are set aside."""
    aside = (VisitState.SET_ASIDE, *material.counts.states)
    return sum(group.visits for group in material.counts.visits if group.state not in aside)


def _set_aside(material: Material) -> str:
    groups = [group for group in material.counts.visits if group.state == VisitState.SET_ASIDE]
    total = sum(group.visits for group in groups)
    if not total:
        return _("No visit was set aside.")
    adverse = sum(group.visits for group in groups if group.adverse)
    if total == 1:
        text = _("{n} visit, which had adverse answers, was set aside.")
        text = text if adverse else _("{n} visit, which had no adverse answers, was set aside.")
    else:
        text = _("{n} visits were set aside, {adverse} of them with adverse answers.")
    return text.format(n=number(total), adverse=number(adverse))


def method_note(material: Material, matters: int, left_out: int) -> list[Sentence]:
    """The mission's own note, and the table that turns shares into words.

    Of the `matters` the records call attention to, it says how many were left out.
    """
    rows = "; ".join(f"{word}: {meaning}" for _key, word, meaning in QUANTIFIER_TABLE)
    table = _(
        "A word for a share is used only where at least five visits or stations were observed, and "
        "always means the same: {rows}."
    ).format(rows=rows)
    basis = _(
        "Each stage has its own basis. What observers could not check, or what did not apply, is "
        "in no figure. “Observers did not see” does not say that there was none."
    )
    note = material.mission.texted("method_note", material.language)
    found = [
        backed("method.note", note),
        backed("method.basis", basis),
        backed("method.quantifiers", table),
        backed("method.left_out", _left_out(matters, left_out)),
    ]
    return [sentence for sentence in found if sentence]


def _left_out(matters: int, left_out: int) -> str:
    if not left_out:
        return ""
    text = ngettext(
        "The records call attention to {matters} matter; the head of mission left out {n}.",
        "The records call attention to {matters} matters; the head of mission left out {n}.",
        matters,
    )
    return text.format(matters=number(matters), n=number(left_out))
