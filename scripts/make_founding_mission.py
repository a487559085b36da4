"""Write the reconstructed files of the demo mission: `make_founding_mission.py [FOLDER]`.

What was published (mission, areas, delegations, meetings, judgements) is kept by hand in
reports/founding_mission/. What was not (stations but No. 112, delegates, teams, plan, times,
answers) is drawn here from a fixed seed, so that every published total holds and anyone can see
how. Running it again writes the same bytes.
"""

import csv
import random
import sys
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "reports" / "founding_mission"
SEED = 20190609
LOCAL = timezone(timedelta(hours=6))  # both cities kept UTC+6 in 2019
FIRST_ARRIVAL = datetime(2019, 6, 9, 7, 30, tzinfo=LOCAL)
MINUTES_OF_VOTING_VISITS = 700
UNPLANNED_VISITS = 4
REVIEWER = "Secretariat reviewer (demo role)"
COMMENTS = {
    "opening": "(reconstructed) Published: one opening, in Almaty. Station and times are not.",
    "voting": "(reconstructed) Times and answers by station are not published.",
    "counting": "(reconstructed) Published: station No. 112. Times are not.",
}

# Fifteen stations in Nur-Sultan and twenty-three in Almaty are published; the districts are not,
# except that No. 112 lies in Esil district.
STATIONS_OF = {"ast-esil": 8, "ast-saryarka": 7, "ala-almaly": 12, "ala-medeu": 11}
TEAMS = {
    "T-1": ("ast-esil", "Nur-Sultan group 1 (reconstructed)", "az-1;kg-1"),
    "T-2": ("ast-saryarka", "Nur-Sultan group 2 (reconstructed)", "tr-1;az-2"),
    "T-3": ("ala-almaly", "Almaty group 1 (reconstructed)", "kg-2;tr-2"),
    "T-4": ("ala-medeu", "Almaty group 2 (reconstructed)", "az-3;kg-3"),
}
STATES = {"az": "Azerbaijan", "kg": "Kyrgyzstan", "tr": "Turkey"}
INSTITUTIONS = (
    ("Central election commission (reconstructed)", "election_commission"),
    ("University (reconstructed)", "academia"),
    ("Government body (reconstructed)", "government"),
)
COUNT_STATION = "ast-112"
OPENING_STATION = "ala-r15"

# Planned and not visited, so that whoever tries the demo can log a thirty-ninth station.
SPARE_STATIONS_OF = {"ast-esil": 2, "ala-almaly": 2}
SPARE_PLANNED_AT = datetime(2019, 6, 9, 18, 0, tzinfo=LOCAL)

# The answer each published fact stands for, and at how many of the 38 stations it could not be
# checked. What the published text does not speak of has no answer here.
VOTING_ANSWERS = {
    "voting.access_full": ("yes", 0),
    "voting.information_given": ("yes", 0),
    "voting.citizen_observers": ("yes", 2),
    "voting.international_observers": ("yes", 5),
    "voting.station_ready": ("yes", 0),
    "voting.free_movement": ("yes", 1),
    "voting.interference": ("no", 0),
    "voting.outside_influence": ("no", 0),
    "voting.campaign_material": ("no", 0),
    "voting.campaign_activity": ("no", 2),
    "voting.technical_problem": ("none", 0),
    "voting.accessible": ("yes", 3),
    "voting.tactile_guides": ("yes", 4),
    "voting.mobile_box": ("yes", 7),
}
NOT_ACCESSIBLE = {"ast": 2, "ala": 3}  # the published text says "mostly"
BARRIER = ("voting.accessible", "no")
NOT_PUBLISHED_WHERE = "(reconstructed) At which stations is not published."
OPENING_ANSWERS = {"opening.admitted": "yes"}
COUNTING_ANSWERS = {
    "counting.admitted": "yes",
    "counting.in_time": "yes",
    "counting.announced": "yes",
}

Row = dict[str, str]


@dataclass(frozen=True)
class Stay:
    """One visit before it becomes a row: where, who, which stage, from when to when."""

    code: str
    station: str
    team: str
    stage: str
    arrived: datetime
    departed: datetime


def stations() -> list[Row]:
    """Return the 38 polling stations visited; only No. 112 has its official number."""
    return numbered(STATIONS_OF, 0)


def spare_stations() -> list[Row]:
    """Return the polling stations that no team came to: none of them is published."""
    return numbered(SPARE_STATIONS_OF, sum(STATIONS_OF.values()))


def numbered(how_many_of: dict[str, int], first: int) -> list[Row]:
    """Return so many stations of each area, their positions counted from `first`."""
    areas = [area for area, how_many in how_many_of.items() for _ in range(how_many)]
    return [station(area, position) for position, area in enumerate(areas, start=first)]


def station(area: str, position: int) -> Row:
    """Return one station of `area`; the first of all is No. 112."""
    if position == 0:
        return {"code": COUNT_STATION, "number": "112", "area": area, "name": "Polling station"}
    return {
        "code": f"{area[:3]}-r{position:02d}",
        "number": f"R-{position:02d}",
        "area": area,
        "name": "Polling station (reconstructed)",
    }


def observers() -> list[Row]:
    """Return the secretariat's fifteen officials and three delegates of each member state."""
    officials = [
        {
            "code": f"sec-{number:02d}",
            "name": f"Secretariat official {number}",
            "delegation": "sec",
            "institution": "Secretariat of the Turkic Council",
            "institution_kind": "secretariat",
            "role": "",
            "nationality": "",
        }
        for number in range(1, 16)
    ]
    return officials + [row for state in STATES for row in delegates(state)]


def delegates(state: str) -> list[Row]:
    """Return one delegate of `state` for each kind of institution that is published.

    Who headed a delegation is not: the first of each stands in, under a role name.
    """
    return [
        {
            "code": f"{state}-{number}",
            "name": f"Delegate {number} of {STATES[state]}",
            "delegation": state,
            "institution": institution,
            "institution_kind": kind,
            "role": "head_of_delegation" if number == 1 else "",
            "nationality": state.upper(),
        }
        for number, (institution, kind) in enumerate(INSTITUTIONS, start=1)
    ]


def teams() -> list[Row]:
    """Return two groups in each city, each of two delegates from different states."""
    return [
        {"code": code, "area": area, "name": name, "members": members}
        for code, (area, name, members) in TEAMS.items()
    ]


def stays(rng: random.Random) -> list[Stay]:
    """Return the opening, the 38 voting visits and the count."""
    day = FIRST_ARRIVAL
    opening = Stay("O-01", OPENING_STATION, "T-3", "opening", day - minutes(50), day - minutes(8))
    count = Stay("C-01", COUNT_STATION, "T-1", "counting", day + minutes(725), day + minutes(920))
    return [opening, *voting_stays(rng), count]


def voting_stays(rng: random.Random) -> Iterator[Stay]:
    """Yield one voting visit for each station, each team going through its own district."""
    number = 0
    for team, (area, _name, _members) in TEAMS.items():
        places = [row["code"] for row in stations() if row["area"] == area]
        slot = MINUTES_OF_VOTING_VISITS // len(places)
        for turn, place in enumerate(round_of(places)):
            number += 1
            arrived = FIRST_ARRIVAL + minutes(turn * slot + rng.randint(0, 9))
            departed = arrived + minutes(rng.randint(24, min(slot - 18, 55)))
            yield Stay(f"V-{number:02d}", place, team, "voting", arrived, departed)


def round_of(places: list[str]) -> list[str]:
    """Return the order of a team's visits: No. 112, where it ends the day, in the middle of it."""
    if COUNT_STATION not in places:
        return places
    others = [place for place in places if place != COUNT_STATION]
    middle = len(others) // 2
    return [*others[:middle], COUNT_STATION, *others[middle:]]


def minutes(number: int) -> timedelta:
    """Return `number` minutes."""
    return timedelta(minutes=number)


def visit(stay: Stay, rng: random.Random) -> Row:
    """Return the row of visits.csv for a stay: received soon after, then verified."""
    received = stay.departed + minutes(rng.randint(3, 35))
    return {
        "code": stay.code,
        "id": str(uuid.UUID(int=rng.getrandbits(128), version=4)),
        "station": stay.station,
        "team": stay.team,
        "stage": stay.stage,
        "arrived_at": stay.arrived.isoformat(),
        "departed_at": stay.departed.isoformat(),
        "received_at": received.isoformat(),
        "state": "verified",
        "reviewed_by": REVIEWER,
        "reviewed_at": (received + minutes(rng.randint(15, 90))).isoformat(),
        "comments": COMMENTS[stay.stage],
    }


def deployments(plan: list[Stay], rng: random.Random) -> list[Row]:
    """Return the plan: every visit but a few, which the teams made on their own, and the spares."""
    voting = [stay for stay in plan if stay.stage == "voting"]
    unplanned = set(rng.sample([stay.code for stay in voting], UNPLANNED_VISITS))
    team_of = {area: code for code, (area, _name, _members) in TEAMS.items()}
    visited = [
        planned(stay.team, stay.station, stay.stage, stay.arrived)
        for stay in plan
        if stay.code not in unplanned
    ]
    return visited + [
        planned(team_of[row["area"]], row["code"], "voting", SPARE_PLANNED_AT + minutes(turn * 30))
        for turn, row in enumerate(spare_stations())
    ]


def planned(team: str, station: str, stage: str, at: datetime) -> Row:
    """Return the row of deployments.csv, planned for the quarter of an hour before `at`."""
    quarter = at.replace(minute=at.minute // 15 * 15)
    return {"team": team, "station": station, "stage": stage, "planned_at": quarter.isoformat()}


def answers(plan: list[Stay], rng: random.Random) -> list[Row]:
    """Return the answers the published facts stand for, visit by visit."""
    voting = [stay for stay in plan if stay.stage == "voting"]
    by_question = {
        question: dict.fromkeys((stay.code for stay in voting), value)
        | dict.fromkeys(rng.sample([stay.code for stay in voting], unchecked), "not_observed")
        for question, (value, unchecked) in VOTING_ANSWERS.items()
    }
    by_question["voting.accessible"] |= not_accessible(
        voting, by_question["voting.accessible"], rng
    )
    return [row for stay in plan for row in answers_of(stay, by_question)]


def not_accessible(voting: list[Stay], given: dict[str, str], rng: random.Random) -> dict[str, str]:
    """Return the visits, spread over both cities, that found a station not accessible."""
    chosen: list[str] = []
    for city, how_many in NOT_ACCESSIBLE.items():
        here = [stay.code for stay in voting if stay.station.startswith(city)]
        chosen += rng.sample([code for code in here if given[code] == "yes"], how_many)
    return dict.fromkeys(chosen, "no")


def answers_of(stay: Stay, by_question: dict[str, dict[str, str]]) -> Iterator[Row]:
    """Yield the rows of answers.csv of one visit."""
    if stay.stage == "voting":
        given = {question: values[stay.code] for question, values in by_question.items()}
    else:
        given = OPENING_ANSWERS if stay.stage == "opening" else COUNTING_ANSWERS
    for question, value in given.items():
        comment = NOT_PUBLISHED_WHERE if (question, value) == BARRIER else ""
        yield {"visit": stay.code, "question": question, "value": value, "comment": comment}


def write(folder: Path, name: str, rows: Iterable[Row]) -> None:
    """Write `rows` to `folder`/`name`.csv under the header of the first row."""
    rows = list(rows)
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main(folder: Path) -> None:
    """Write the six reconstructed files of the demo mission to `folder`."""
    # Reproducible on purpose; nothing here is a secret.
    rng = random.Random(SEED)  # nosec B311
    plan = stays(rng)
    write(folder, "stations", stations() + spare_stations())
    write(folder, "observers", observers())
    write(folder, "teams", teams())
    write(folder, "deployments", deployments(plan, rng))
    write(folder, "visits", (visit(stay, rng) for stay in plan))
    write(folder, "answers", answers(plan, rng))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
