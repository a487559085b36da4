"""Plain missions made up at random: nested areas, revisits, every stage, state and answer."""

from typing import Any

from hypothesis import strategies as st

from tests.reports.naive import (
    QUESTIONS,
    PlainFinding,
    PlainMission,
    PlainVisit,
)

STAGES = ("opening", "voting", "counting", "tabulation")
STATES = ("verified", "verified", "verified", "submitted", "returned", "set_aside")
BASES = ("seen", "aftermath", "told", "document", "meeting", "official", "media")
FINDING_STATES = ("confirmed", "confirmed", "not_confirmed", "new", "refuted", "duplicate")
CLAIMED = ("participation", "media", "tabulation.protocols_checked", "counting.copy_given")
CLAIMED_CONTEXT = ("voting.queue", "own.lights", "opening.opened_at")
SOURCE_KINDS = ("official_figure", "law", "media_monitoring", "report", "press")


def answers_of(stage: str) -> st.SearchStrategy[dict[str, str]]:
    """Partly answered forms of a stage."""
    asked = {c: st.sampled_from(q.values) for c, q in QUESTIONS.items() if q.stage == stage}
    return st.fixed_dictionaries({}, optional=asked)


@st.composite
def areas(draw: Any) -> dict[str, str]:
    """Up to three top-level areas, and areas within areas."""
    found = dict.fromkeys("abc"[: draw(st.integers(1, 3))], "")
    for number in range(draw(st.integers(0, 4))):
        found[f"n{number}"] = draw(st.sampled_from(sorted(found)))
    return found


@st.composite
def stations(draw: Any, within: dict[str, str]) -> dict[str, tuple[str, str]]:
    """A few or many stations, some of them commissions."""
    how_many = draw(st.sampled_from((1, 2, 3, 7, 60)))
    places = draw(st.lists(st.sampled_from(sorted(within)), min_size=1, max_size=5))
    commissions = draw(st.sets(st.integers(0, 6), max_size=3))
    return {
        f"s{n}": (places[n % len(places)], "commission" if n in commissions else "polling_station")
        for n in range(how_many)
    }


@st.composite
def visits(draw: Any, to: dict[str, Any]) -> list[PlainVisit]:
    """Visits in batches that answer alike but for every so many; stations are visited again."""
    found: list[PlainVisit] = []
    for _ in range(draw(st.integers(0, 6))):
        stage, state = draw(st.sampled_from(STAGES)), draw(st.sampled_from(STATES))
        usual, other = draw(answers_of(stage)), draw(answers_of(stage))
        every = draw(st.sampled_from((2, 4, 10, 100)))
        first, arrived = draw(st.integers(0, 60)), draw(st.integers(0, 3))
        how_many = draw(st.sampled_from((1, 1, 2, 3, 5, 11, 45)))
        by_intake = how_many == 1 and draw(st.booleans())
        for n in range(how_many):
            station = f"s{(first + n) % len(to)}"
            # Codes in another order than the visits: later is not the larger code.
            code = f"v{(7 * len(found)) % 1009}"
            answers = other if n % every == every - 1 else usual
            found.append(PlainVisit(code, station, stage, arrived, state, answers, by_intake))
    return found


@st.composite
def findings(draw: Any, of: list[PlainVisit]) -> list[PlainFinding]:
    """Findings on questions or on none, of visits or of none, in any state and on any basis."""
    codes = ["", *(visit.code for visit in of[:8])]
    return [
        PlainFinding(
            code=f"f{number}",
            question=draw(st.sampled_from(("", *QUESTIONS))),
            visit=draw(st.sampled_from(codes)),
            basis=draw(st.sampled_from(BASES)),
            state=draw(st.sampled_from(FINDING_STATES)),
            polarity=draw(st.sampled_from(("adverse", "adverse", "favourable"))),
            severity=draw(st.sampled_from(("critical", "serious", "minor", "note"))),
            confidential=draw(st.booleans()),
        )
        for number in range(draw(st.integers(0, 6)))
    ]


@st.composite
def plain_missions(draw: Any) -> PlainMission:
    """A whole mission."""
    within = draw(areas())
    to = draw(stations(within))
    made = draw(visits(to))
    kinds = st.sampled_from(("member_state", "secretariat", "partner"))
    delegations = draw(st.dictionaries(st.sampled_from("pqrs"), kinds, min_size=1))
    member = st.tuples(
        st.sampled_from(sorted(delegations)),
        st.sampled_from(("short_term", "interpreter", "head_of_mission")),
        st.sampled_from(("accredited", "accredited", "nominated", "withdrawn")),
    )
    source = st.tuples(
        st.sampled_from(SOURCE_KINDS), st.sampled_from(("participation", "media", "overall"))
    )
    claimed = st.sampled_from(("conclusion", *CLAIMED, *CLAIMED_CONTEXT))
    return PlainMission(
        areas=within,
        stations=to,
        visits=made,
        findings=draw(findings(made)),
        delegations=delegations,
        members=draw(st.lists(member, max_size=4)),
        teams={f"T{n}": draw(st.sampled_from(sorted(within))) for n in range(1, 3)},
        meetings=draw(st.integers(0, 2)),
        claims=draw(st.dictionaries(claimed, st.booleans(), max_size=5)),
        sources=draw(st.lists(source, max_size=3)),
        thin_below=draw(st.sampled_from((1, 5, 8))),
    )
