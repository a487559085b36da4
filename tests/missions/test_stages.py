"""Which stage may be observed where."""

from missions.enumerations import Stage, StationKind
from missions.stages import stages_at


def test_a_commission_tabulates_and_a_polling_station_does_the_rest():
    assert stages_at(StationKind.COMMISSION) == [Stage.TABULATION]
    assert stages_at("polling_station") == [Stage.OPENING, Stage.VOTING, Stage.COUNTING]


def test_every_stage_has_its_place_and_only_one():
    places = [stage for kind in StationKind for stage in stages_at(kind)]
    assert sorted(places) == sorted(Stage)
