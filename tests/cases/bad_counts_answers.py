"""What was answered in the invented mission `bad_counts`, and how often; see make_bad_counts.py.

Each question has the answer most visits gave and the exceptions with their numbers, over the
verified visits of the stage. At counts the exceptions fall among those rated bad or very bad.
"""

import random
from collections.abc import Iterator

from bad_counts_plan import Row, Stay

Exceptions = dict[str, int]
NO, NA = "not_observed", "not_applicable"

OPENING: dict[str, tuple[str, Exceptions]] = {
    "opening.admitted": ("yes", {}),
    "opening.commission_complete": ("yes", {"no": 3}),
    "opening.materials_complete": ("yes", {"no": 2}),
    "opening.ballots_counted": ("yes", {"no": 4, NO: 1}),
    "opening.box_shown_empty": ("yes", {"no": 1}),
    "opening.box_sealed": ("yes", {}),
    "opening.voter_list_displayed": ("yes", {"no": 3, NA: 2}),
    "opening.secrecy_layout": ("yes", {"no": 2}),
    "opening.voter_information": ("yes", {"no": 1}),
    "opening.campaign_material": ("no", {"yes": 1}),
    "opening.unauthorised_persons": ("no", {"yes": 2}),
    "opening.accessible": ("yes", {"no": 6}),
    "opening.overall": ("good", {"very_good": 4, "bad": 3, "very_bad": 1}),
}
LATE = {"O-02": "08:25", "O-05": "08:40", "O-07": "08:20", "O-11": "08:55", "O-13": "08:30"}
LATE_FOR_MATERIAL = "O-07"

VOTING: dict[str, tuple[str, Exceptions]] = {
    "voting.access_full": ("yes", {"no": 3}),
    "voting.information_given": ("yes", {"no": 6, NO: 4}),
    "voting.observers_unhindered": ("yes", {"no": 2}),
    "voting.citizen_observers": ("yes", {"no": 31, NO: 5}),
    "voting.international_observers": ("no", {"yes": 22}),
    "voting.station_ready": ("yes", {"no": 9}),
    "voting.free_movement": ("yes", {"no": 11, NO: 2}),
    "voting.interference": ("no", {"yes": 7}),
    "voting.unauthorised_persons": ("no", {"yes": 18, NO: 3}),
    "voting.outside_influence": ("no", {"yes": 5, NO: 2}),
    "voting.intimidation": ("no", {"yes": 1}),
    "voting.campaign_material": ("no", {"yes": 14}),
    "voting.campaign_activity": ("no", {"yes": 6, NO: 10}),
    "voting.technical_problem": ("none", {"minor": 12, "serious": 1}),
    "voting.suspended": ("no", {"yes": 1}),
    "voting.queue": ("few", {"none": 30, "some": 20, "many": 6}),
    "voting.overcrowded": ("no", {"yes": 21}),
    "voting.identity_checked": ("all", {"most": 7, "half": 3, "few": 2, NO: 20}),
    "voting.list_signed": ("all", {"most": 4, NO: 16}),
    "voting.turned_away": ("none", {"few": 20, "some": 6, NO: 8}),
    "voting.secrecy": ("all", {"most": 20, "half": 5, "few": 3, "none": 1, NO: 6}),
    "voting.group_voting": ("none", {"few": 15, "some": 4}),
    "voting.proxy_voting": ("none", {"few": 3}),
    "voting.multiple_voting": ("none", {"few": 2}),
    "voting.assistance_own_choice": ("yes", {"no": 5, NA: 60, NO: 10}),
    "voting.box_sealed": ("yes", {"no": 1}),
    "voting.stuffing_signs": ("no", {"yes": 2, NO: 3}),
    "voting.accessible": ("yes", {"no": 50, NO: 6}),
    "voting.tactile_guides": ("yes", {"no": 34, NA: 40, NO: 9}),
    "voting.mobile_box": ("yes", {"no": 3, NA: 30, NO: 25}),
    "voting.complaints": ("no", {"yes": 8, NO: 12}),
    "voting.generator_ready": ("yes", {"no": 16, NO: 41}),
    "voting.transparency": ("good", {"very_good": 30, "bad": 18, "very_bad": 4}),
    "voting.overall": ("good", {"very_good": 28, "bad": 15, "very_bad": 3}),
}

COUNTING: dict[str, tuple[str, Exceptions]] = {
    "counting.closed_on_time": ("yes", {"no": 4}),
    "counting.admitted": ("yes", {"no": 2}),
    "counting.clear_view": ("yes", {"no": 12}),
    "counting.unauthorised_persons": ("no", {"yes": 9}),
    "counting.signatures_counted": ("yes", {"no": 15, NA: 2, NO: 3}),
    "counting.unused_cancelled": ("yes", {"no": 8, NO: 4}),
    "counting.seals_intact": ("yes", {"no": 1}),
    "counting.ballots_against_signatures": ("equal", {"fewer": 6, "more": 3, NO: 10}),
    "counting.choice_shown": ("all", {"most": 8, "half": 4, "few": 5, "none": 2}),
    "counting.validity_even": ("yes", {"no": 5, NO: 2}),
    "counting.protocol_signed": ("yes", {"no": 2}),
    "counting.protocol_presigned": ("no", {"yes": 7}),
    "counting.falsification_signs": ("no", {"yes": 4, NO: 1}),
    "counting.copy_given": ("yes", {"no": 14, NA: 3}),
    "counting.protocol_posted": ("yes", {"no": 19, NO: 2}),
    "counting.in_time": ("yes", {"no": 7}),
    "counting.announced": ("yes", {"no": 6, NO: 1}),
    "counting.protocol_photo": ("yes", {"no": 12}),
    "counting.lighting": ("mains", {"lamps": 11, "none": 2}),
    "counting.transparency": ("good", {"very_good": 4, "bad": 20, "very_bad": 8}),
    "counting.overall": ("good", {"very_good": 5, "bad": 22, "very_bad": 9}),
}

TABULATION: dict[str, tuple[str, Exceptions]] = {
    "tabulation.admitted": ("yes", {}),
    "tabulation.seals_intact": ("yes", {}),
    "tabulation.protocols_checked": ("yes", {"no": 1}),
    "tabulation.corrected_without_vote": ("no", {"yes": 1, NA: 1}),
    "tabulation.protocols_changed": ("no", {"yes": 1}),
    "tabulation.results_by_station_given": ("yes", {"no": 2}),
    "tabulation.in_time": ("yes", {NO: 1}),
    "tabulation.unauthorised_persons": ("no", {}),
    "tabulation.transparency": ("good", {"bad": 2}),
    "tabulation.overall": ("good", {"bad": 1, "very_bad": 1}),
}
STAGES = {"opening": OPENING, "voting": VOTING, "counting": COUNTING, "tabulation": TABULATION}

# Visits the findings written by hand speak of.
FORCED: dict[str, dict[str, list[str]]] = {
    "voting.stuffing_signs": {"yes": ["V-017", "V-063"]},
    "voting.intimidation": {"yes": ["V-088"]},
    "voting.interference": {"yes": ["V-009", "V-102"]},
    "counting.falsification_signs": {"yes": ["C-03", "C-14", "C-27", "C-45"]},
    "counting.protocol_presigned": {
        "yes": ["C-03", "C-09", "C-14", "C-22", "C-31", "C-40", "C-45"]
    },
    "counting.admitted": {"no": ["C-22", "C-50"]},
    "counting.overall": {
        "very_bad": ["C-03", "C-09", "C-14", "C-22", "C-27", "C-31", "C-40", "C-45", "C-50"]
    },
    "tabulation.protocols_changed": {"yes": ["B-3"]},
    "tabulation.overall": {"very_bad": ["B-3"]},
}
# What the visits that do not count answer.
ODD: dict[str, dict[str, str]] = {
    "V-121": {"voting.interference": "yes", "voting.secrecy": "few", "voting.overall": "very_bad"},
    "C-55": {"counting.falsification_signs": "yes", "counting.overall": "very_bad"},
    "V-122": {"voting.access_full": "yes", "voting.secrecy": "all", "voting.overall": "good"},
    "V-123": {"voting.intimidation": "yes", "voting.secrecy": "most", "voting.overall": "bad"},
    "V-124": {"voting.access_full": "yes", "voting.secrecy": "all", "voting.overall": "good"},
    "V-125": {"voting.access_full": "yes", "voting.stuffing_signs": "no"},
}
FOLLOW_UPS = {
    ("opening.materials_complete", "no"): ("opening.materials_missing", "ink;tactile"),
    ("opening.unauthorised_persons", "yes"): ("opening.unauthorised_by", "party;others"),
    ("voting.interference", "yes"): ("voting.interference_by", "local_officials;police"),
    ("voting.unauthorised_persons", "yes"): ("voting.unauthorised_by", "party"),
}
NOT_BALANCED = {"C-03", "C-14", "C-27"}
NOT_READ = {"C-22", "C-31", "C-40", "C-50"}


def answers(plan: list[Stay], rng: random.Random) -> list[Row]:
    """Return the rows of answers.csv, visit by visit in the order of the plan."""
    given = {stay.code: dict(ODD.get(stay.code, {})) for stay in plan}
    for stage, table in STAGES.items():
        codes = [s.code for s in plan if s.stage == stage and s.state == "verified"]
        for question, drawn in draw_stage(table, codes, stage, rng):
            for code, value in drawn.items():
                given[code][question] = value
    return [
        {"visit": code, "question": question, "value": value, "comment": comment(question, value)}
        for code, values in given.items()
        for question, value in (
            values | times(code, values) | follow_ups(values) | count_figures(code, rng)
        ).items()
    ]


def draw_stage(
    table: dict[str, tuple[str, Exceptions]], codes: list[str], stage: str, rng: random.Random
) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each question of a stage with its answer for every visit, the rating first."""
    rating = f"{stage}.overall"
    ratings = draw(rating, table[rating], codes, codes, rng)
    bad = [code for code, value in ratings.items() if value in ("bad", "very_bad")]
    for question, spec in table.items():
        pool = bad if stage == "counting" else codes
        yield question, ratings if question == rating else draw(question, spec, codes, pool, rng)


def draw(
    question: str,
    spec: tuple[str, Exceptions],
    codes: list[str],
    pool: list[str],
    rng: random.Random,
) -> dict[str, str]:
    """Return the answer of every visit: forced ones, then exceptions drawn from `pool`."""
    usual, exceptions = spec
    forced = FORCED.get(question, {})
    values = {code: value for value, chosen in forced.items() for code in chosen}
    for value, how_many in exceptions.items():
        places = codes if value in (NO, NA, "very_good") else pool
        free = [code for code in places if code not in values]
        drawn = rng.sample(free, how_many - len(forced.get(value, [])))
        values |= dict.fromkeys(drawn, value)
    return {code: values.get(code, usual) for code in codes}


def follow_ups(values: dict[str, str]) -> dict[str, str]:
    """Return the answers of the questions that only some answers open."""
    return dict(FOLLOW_UPS[pair] for pair in values.items() if pair in FOLLOW_UPS)


def times(code: str, values: dict[str, str]) -> dict[str, str]:
    """Return when a station opened; the legal time is 08:00, and a quarter of an hour is given."""
    if "opening.admitted" not in values:
        return {}
    opened = {"opening.opened_at": LATE.get(code, f"08:0{len(values) % 5}")}
    if code not in LATE:
        return opened | {"opening.on_time": "yes"}
    reason = "material" if code == LATE_FOR_MATERIAL else "setup"
    return opened | {"opening.on_time": "no", "opening.late_reason": reason}


def count_figures(code: str, rng: random.Random) -> dict[str, str]:
    """Return the protocol's numbers, which balance in all but three counts."""
    if not code.startswith("C-") or code in NOT_READ or code in ODD:
        return {}
    registered, invalid, spoiled = rng.randint(600, 1500), rng.randint(4, 40), rng.randint(0, 6)
    voted = int(registered * rng.uniform(0.55, 0.8))
    received = registered + 20
    excess = 37 if code in NOT_BALANCED else 0
    numbers = {
        "registered": registered,
        "received": received,
        "voted": voted,
        "ballots_in_box": voted + excess,
        "valid": voted - invalid,
        "invalid": invalid,
        "unused": received - voted - spoiled,
        "spoiled": spoiled,
    }
    return {f"counting.{name}": str(number) for name, number in numbers.items()}


def comment(question: str, value: str) -> str:
    """Return the comment that a bad rating asks for, or nothing."""
    if not question.endswith(".overall") or value not in ("bad", "very_bad"):
        return ""
    return "The chair would not answer questions." if value == "bad" else "Disorder throughout."
