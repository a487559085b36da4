"""Arrivals: hour by hour in the mission's own time, none lost."""

from datetime import UTC, datetime, timedelta

import pytest

from reports.arrivals import arrivals_of
from tests.factories import VisitFactory

pytestmark = pytest.mark.django_db
# Midnight of 16 March 2025 in Almaty, which is five hours before UTC.
MIDNIGHT = datetime(2025, 3, 15, 19, 0, tzinfo=UTC)


def arrived(cast, hours, **told):
    return VisitFactory(
        mission=cast.mission,
        team=cast.north_team,
        station=cast.station,
        received_at=MIDNIGHT + timedelta(hours=hours),
        **told,
    )


def counted(mission):
    return {hour.start.strftime("%d %H:%M"): hour.received for hour in arrivals_of(mission).hours}


def test_hours_are_the_missions_own_and_none_between_is_left_out(cast):
    arrived(cast, 7)
    arrived(cast, 7.99)
    arrived(cast, 10.5)
    assert counted(cast.mission) == {"16 07:00": 2, "16 08:00": 0, "16 09:00": 0, "16 10:00": 1}


def test_the_night_after_belongs_to_the_day_and_other_times_are_told_apart(cast):
    for hours in (-0.1, 0, 24, 35.9, 36, 100):
        arrived(cast, hours)
    found = arrivals_of(cast.mission)
    assert (found.before, found.after) == (1, 2)
    assert sum(hour.received for hour in found.hours) == 3
    assert len(found.hours) == 36


def test_each_visit_stands_in_one_way(cast):
    arrived(cast, 8, state="verified", awaits_review=False)
    # A correction of a verified visit waits.
    arrived(cast, 8, state="verified", awaits_review=True)
    arrived(cast, 8)
    arrived(cast, 8, state="returned", awaits_review=False)
    arrived(cast, 8, state="set_aside", awaits_review=False)
    (hour,) = arrivals_of(cast.mission).hours
    assert (hour.verified, hour.waiting, hour.returned, hour.set_aside) == (1, 2, 1, 1)


def test_a_zone_that_is_not_of_whole_hours_is_counted_in_its_own_hours(cast):
    cast.mission.timezone = "Asia/Kathmandu"
    cast.mission.save()
    midnight = datetime(2025, 3, 15, 18, 15, tzinfo=UTC)
    for minutes in (9 * 60 - 1, 9 * 60, 9 * 60 + 59):
        VisitFactory(
            mission=cast.mission,
            team=cast.north_team,
            station=cast.station,
            received_at=midnight + timedelta(minutes=minutes),
        )
    assert counted(cast.mission) == {"16 08:00": 1, "16 09:00": 2}


def test_a_mission_without_visits_has_no_hours(cast, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = arrivals_of(cast.mission)
    assert (found.hours, found.before, found.after) == ((), 0, 0)
