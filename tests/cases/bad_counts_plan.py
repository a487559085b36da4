"""Places, people and plan of the invented mission `bad_counts`; see make_bad_counts.py."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

DAY = datetime(2023, 10, 15)  # noqa: DTZ001 - the folder's times are the mission's own
REGIONS = ("north", "south", "west")
STATES = {"nm": "BV", "eh": "HM", "ws": "TF", "sv": "GS"}
NAMES = {"nm": "Northmark", "eh": "Eastholm", "ws": "Westisle", "sv": "Southvale"}
STATIONS_A_REGION = 20
TEAMS_A_REGION = 18
TEAMS_WITH_THREE_VOTING_VISITS = 4  # of each region; the others make two
OPENINGS = {"north": 5, "south": 5, "west": 4}
TABULATIONS = (("T-01", "north"), ("T-19", "south"), ("T-20", "south"), ("T-37", "west"))

Row = dict[str, str]


@dataclass(frozen=True)
class Stay:
    """One visit before it becomes a row."""

    code: str
    place: str
    team: str
    stage: str
    arrived: datetime
    minutes: int
    state: str = "verified"
    note: str = ""


def stations() -> list[Row]:
    """Return sixty polling stations, twenty a region, and one commission a region."""
    rows = [station(region, number) for region in REGIONS for number in range(STATIONS_A_REGION)]
    commissions = [
        {
            "code": f"{region}-commission",
            "number": f"C{number}",
            "area": region,
            "kind": "commission",
            "name": f"Regional commission of the {region}",
            "registered_voters": "",
            "setting": "",
        }
        for number, region in enumerate(REGIONS, start=1)
    ]
    return rows + commissions


def station(region: str, number: int) -> Row:
    """Return one polling station; what is known of its voters only roughly is written ~1200."""
    official = (REGIONS.index(region) + 1) * 100 + number + 1
    return {
        "code": f"{region}-{official}",
        "number": str(official),
        "area": f"{region}-{'harbour' if number < 10 else 'hills'}",
        "kind": "polling_station",
        "name": "",
        "registered_voters": "~1200" if number % 9 == 4 else str(700 + 37 * number),
        "setting": "urban" if number < 10 else "rural",
    }


def observers() -> list[Row]:
    """Return 108 in teams, and staff, heads of delegation, interpreters and two not accredited."""
    teams = [
        observer(f"{state}-{team:02d}", f"Observer {team} of {NAMES[state]}", state)
        for team in range(1, 55)
        for state in pair(team)
    ]
    heads = [
        observer(f"{s}-head", f"Head of delegation of {NAMES[s]}", s, "head_of_delegation")
        for s in STATES
    ]
    staff = [observer(f"sec-{n}", f"Secretariat official {n}", "sec", "core_team") for n in "12345"]
    return [
        *teams,
        *heads,
        *staff,
        observer("sec-head", "Head of mission", "sec", "head_of_mission"),
        observer("int-1", "Interpreter 1", "partner", "interpreter"),
        observer("int-2", "Interpreter 2", "partner", "interpreter"),
        observer("nm-refused", "Observer refused of Northmark", "nm", status="refused"),
        observer("eh-withdrawn", "Observer withdrawn of Eastholm", "eh", status="withdrawn"),
    ]


def observer(
    code: str, name: str, delegation: str, role: str = "short_term", status: str = "accredited"
) -> Row:
    """Return one observer; secretariat and partners carry no nationality."""
    kinds = ("election_commission", "parliament", "academia", "diplomatic")
    return {
        "code": code,
        "name": name,
        "delegation": delegation,
        "institution_kind": "secretariat" if delegation == "sec" else kinds[len(code + name) % 4],
        "role": role,
        "nationality": STATES.get(delegation, ""),
        "accreditation_status": status,
        "pledge_signed_on": "2023-10-12" if status == "accredited" else "",
    }


def pair(team: int) -> tuple[str, str]:
    """Return the two states whose observers make a team."""
    states = list(STATES)
    return states[team % 4], states[(team + 1) % 4]


def teams() -> list[Row]:
    """Return fifty-four teams of two, eighteen a region."""
    return [
        {
            "code": f"T-{team:02d}",
            "area": REGIONS[(team - 1) // TEAMS_A_REGION],
            "name": f"Team {team}",
            "members": ";".join(f"{state}-{team:02d}" for state in pair(team)),
        }
        for team in range(1, 55)
    ]


def stays(rng: random.Random) -> list[Stay]:
    """Return every visit, in the order of stage and code."""
    voting = list(voting_stays(rng))
    return [*opening_stays(voting, rng), *voting, *counting_stays(rng), *tabulation_stays(), *odd()]


def voting_stays(rng: random.Random) -> Iterator[Stay]:
    """Yield 120 voting visits: every station is visited twice, by different teams."""
    number = 0
    for at, region in enumerate(REGIONS):
        for turn_of_region, (team, turn) in enumerate(turns()):
            number += 1
            place = station(region, turn_of_region % STATIONS_A_REGION)["code"]
            arrived = DAY + timedelta(minutes=9 * 60 + 15 + 165 * turn + rng.randint(0, 40))
            who = f"T-{at * TEAMS_A_REGION + team:02d}"
            yield Stay(f"V-{number:03d}", place, who, "voting", arrived, rng.randint(25, 70))


def turns() -> Iterator[tuple[int, int]]:
    """Yield (team of the region, which of its visits), team by team."""
    for team in range(1, TEAMS_A_REGION + 1):
        for turn in range(3 if team <= TEAMS_WITH_THREE_VOTING_VISITS else 2):
            yield team, turn


def opening_stays(voting: list[Stay], rng: random.Random) -> Iterator[Stay]:
    """Yield fourteen openings, each at the first station of a team."""
    number = 0
    for at, region in enumerate(REGIONS):
        for team in range(1, OPENINGS[region] + 1):
            number += 1
            who = f"T-{at * TEAMS_A_REGION + team:02d}"
            place = next(stay.place for stay in voting if stay.team == who)
            arrived = DAY + timedelta(minutes=7 * 60 + 30 + rng.randint(0, 12))
            yield Stay(f"O-{number:02d}", place, who, "opening", arrived, 91)


def counting_stays(rng: random.Random) -> Iterator[Stay]:
    """Yield fifty-four counts, each team at another station of its region."""
    for team in range(54):
        place = station(REGIONS[team // TEAMS_A_REGION], team % TEAMS_A_REGION)["code"]
        arrived = DAY + timedelta(minutes=19 * 60 + 35 + rng.randint(0, 20))
        stay = rng.randint(150, 330)
        yield Stay(f"C-{team + 1:02d}", place, f"T-{team + 1:02d}", "counting", arrived, stay)


def tabulation_stays() -> Iterator[Stay]:
    """Yield four visits to the three regional commissions in the night after the counts."""
    for number, (team, region) in enumerate(TABULATIONS, start=1):
        arrived = DAY + timedelta(days=1, minutes=130 + 10 * number)
        yield Stay(f"B-{number}", f"{region}-commission", team, "tabulation", arrived, 140)


def odd() -> list[Stay]:
    """Return the visits that do not count: set aside, waiting, returned."""
    late = DAY + timedelta(hours=17, minutes=40)
    wrong = "Wrong station or stage: seen after closing, entered as voting."
    hearsay = "Hearsay entered as seen: a party agent had told the team."
    question = "Which station was this? The number belongs to another district."
    return [
        Stay("V-121", "north-108", "T-06", "voting", late, 40, "set_aside", wrong),
        Stay("C-55", "west-319", "T-54", "counting", late, 60, "set_aside", hearsay),
        Stay("V-122", "south-207", "T-25", "voting", late, 35, "submitted"),
        Stay("V-123", "west-305", "T-42", "voting", late, 45, "submitted"),
        Stay("V-124", "", "T-47", "voting", late, 30, "submitted"),
        Stay("V-125", "north-117", "T-15", "voting", late, 30, "returned", question),
    ]
