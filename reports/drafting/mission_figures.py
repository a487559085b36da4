"""The mission's own figures: stations, visits, members and so on, by the names the JSON has."""

from missions.enumerations import Stage
from observers.models import DelegationKind
from reports.draft_types import Figure
from reports.drafting import fixed
from reports.drafting.material import Material


def figures_of(material: Material) -> dict[str, Figure]:
    """Return the figures of a draft by name."""
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
