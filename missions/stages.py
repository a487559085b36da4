"""Which stage may be observed where."""

from missions.enumerations import Stage, StationKind

# Higher commissions tabulate, polling stations do the rest.
STAGES_AT: dict[StationKind, list[Stage]] = {
    StationKind.COMMISSION: [Stage.TABULATION],
    StationKind.POLLING_STATION: [Stage.OPENING, Stage.VOTING, Stage.COUNTING],
}


def stages_at(kind: str) -> list[Stage]:
    """Return the stages that may be observed at a station of this kind, in their order."""
    return STAGES_AT[StationKind(kind)]
