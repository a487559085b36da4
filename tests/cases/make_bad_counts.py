"""Write the drawn files of the invented mission `bad_counts`: `make_bad_counts.py [FOLDER]`.

An election that never was, in a place where nobody votes, gone badly: most counts bad, protocols
signed beforehand, ballots stuffed. Mission, areas, delegations, meetings, questions, findings,
sources and judgements are written by hand in tests/cases/bad_counts/; stations, people, plan,
visits and answers are drawn here from a fixed seed. Running it again writes the same bytes.

Verified: 14 openings, 120 voting visits, 54 counts, 4 tabulations. Beside them two visits set
aside (V-121, C-55), three submitted (V-122 to V-124), one returned (V-125).
"""

import csv
import random
import sys
import uuid
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from bad_counts_answers import answers
from bad_counts_plan import Row, Stay, observers, stations, stays, teams

FOLDER = Path(__file__).resolve().parent / "bad_counts"
SEED = 54
CHOSEN_BY = ("deployment_plan", "deployment_plan", "deployment_plan", "own_choice", "unplanned")


def visit(stay: Stay, rng: random.Random) -> Row:
    """Return the row of visits.csv for a stay; a tenth of the forms came in the next day."""
    departed = stay.arrived + timedelta(minutes=stay.minutes)
    late = timedelta(hours=14) if rng.random() < 0.1 else timedelta()
    received = departed + timedelta(minutes=rng.randint(2, 50)) + late
    reviewed = received + timedelta(minutes=rng.randint(10, 180))
    decided = stay.state != "submitted"
    row = {
        "code": stay.code,
        "id": str(uuid.UUID(int=rng.getrandbits(128), version=4)),
        "station": stay.place,
        "station_number": "" if stay.place else "999",
        "area": "" if stay.place else "west-hills",
        "team": stay.team,
        "stage": stay.stage,
        "arrived_at": stay.arrived.isoformat(),
        "departed_at": departed.isoformat(),
        "received_at": received.isoformat(),
        "state": stay.state,
        "review_note": stay.note,
        "reviewed_by": "Secretariat reviewer" if decided else "",
        "reviewed_at": reviewed.isoformat() if decided else "",
        "chosen_by": rng.choice(CHOSEN_BY) if stay.stage == "voting" else "deployment_plan",
        "accompanied_by_official": "yes" if rng.random() < 0.08 else "no",
    }
    return row | seen_in_the_room(stay, rng)


def seen_in_the_room(stay: Stay, rng: random.Random) -> Row:
    """Return the header's numbers; at a commission, where nobody votes, they are blank."""
    if stay.stage == "tabulation":
        blank = ("registered_voters", "voted_so_far", "voted_as_of", "chair_gender")
        return dict.fromkeys([*blank, "commission_present", "commission_women"], "") | {
            "agents_contestants": "3",
            "comments": "",
        }
    present = rng.randint(5, 9)
    voting = stay.stage == "voting"
    return {
        "registered_voters": str(rng.randint(600, 1500)),
        "voted_so_far": str(rng.randint(40, 550)) if voting else "",
        "voted_as_of": stay.arrived.strftime("%H:%M") if voting else "",
        "chair_gender": rng.choice(("woman", "man", "man", "not_observed")),
        "commission_present": str(present),
        "commission_women": str(rng.randint(1, present)),
        "agents_contestants": str(rng.randint(0, 4)),
        "comments": "Very small room, people waited outside." if rng.random() < 0.05 else "",
    }


def deployments(plan: list[Stay]) -> list[Row]:
    """Return the plan: all that was verified but every eleventh visit."""
    return [
        {
            "team": stay.team,
            "station": stay.place,
            "stage": stay.stage,
            "planned_at": stay.arrived.replace(minute=stay.arrived.minute // 15 * 15).isoformat(),
            "chosen_by": "deployment_plan",
        }
        for number, stay in enumerate(plan)
        if stay.state == "verified" and number % 11
    ]


def write(folder: Path, name: str, rows: Iterable[Row]) -> None:
    """Write `rows` to `folder`/`name`.csv under the header of the first row."""
    rows = list(rows)
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main(folder: Path) -> None:
    """Write the six drawn files of the invented mission to `folder`."""
    rng = random.Random(SEED)
    plan = stays(rng)
    write(folder, "stations", stations())
    write(folder, "observers", observers())
    write(folder, "teams", teams())
    write(folder, "deployments", deployments(plan))
    write(folder, "visits", [visit(stay, rng) for stay in plan])
    write(folder, "answers", answers(plan, rng))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
