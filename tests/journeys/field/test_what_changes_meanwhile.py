"""What was logged survives what changes meanwhile: the app, the form, the clock."""

import pytest

from missions.enumerations import Stage
from tests.factories import MissionQuestionFactory
from tests.journeys.bad_network import Answered
from tests.journeys.field.by_hand import begin_a_visit, logged_now, open_the_visit, send
from tests.journeys.field.conftest import Field
from tests.journeys.field.logging import put_on
from tests.journeys.field.on_the_way import (
    arrives,
    assert_both_agree,
    come_back,
    get_ready,
    leave_the_network,
    restart_without_network,
)
from tests.journeys.field_app import log_at
from tests.journeys.field_phone import FieldPhone
from tests.journeys.logging_visits import answer
from tests.journeys.real_server import until
from visits.actions.own_forms import publish_stage
from visits.flags import Flag
from visits.form_page import stage_forms
from visits.form_versions import current_version
from visits.models import Visit

pytestmark = pytest.mark.journey

OWN_QUESTION = "own.lights"
# The page's clock only: the phone's own goes on, as everything else of it does.
CLOCK = """() => {
  const Right = Date;
  const now = () => Right.now() + SHIFT;
  globalThis.Date = class Date extends Right {
    constructor(...told) { told.length ? super(...told) : super(now()); }
    static now() { return now(); }
  };
}"""
HOUR = 60 * 60 * 1000  # milliseconds


def kept_versions(phone: FieldPhone) -> set[str]:
    """The versions of the app whose pages the phone keeps."""
    names = phone.page.evaluate("caches.keys()")
    start = "field-pages-"
    return {name.removeprefix(start) for name in names if name.startswith(start)}


def test_an_update_of_the_app_touches_nothing_that_was_logged(phone, field, network, server, diary):
    get_ready(phone, field)
    (old,) = kept_versions(phone)
    leave_the_network(phone, network)
    put_on(phone, [diary.new_visit(), diary.new_visit()])
    begin_a_visit(phone, "101")
    before = phone.held()
    server.update()

    # The first try to fetch the newer version breaks off: the older one stays in charge.
    come_back(phone, network)
    network.suffer(Answered("GET /static/.*field_app"))
    phone.open(f"/missions/{field.mission.slug}/field/")
    arrives(phone, diary.visits)
    until(lambda: network.befell(Answered) > 0, "the newer version was never asked for")
    assert kept_versions(phone) == {old}
    restart_without_network(phone, field)
    assert phone.held().drafts == before.drafts

    come_back(phone, network)
    phone.open(f"/missions/{field.mission.slug}/field/")
    until(lambda: old not in kept_versions(phone), "the newer version does not come")
    assert phone.held().drafts == before.drafts
    leave_the_network(phone, network)
    restart_without_network(phone, field)
    open_the_visit(phone, field)
    send(phone)
    sent = {**diary.visits, **logged_now(phone)}
    come_back(phone, network)
    arrives(phone, sent)
    assert_both_agree(phone, field, sent)


def publish_a_question(field: Field) -> None:
    """Let the mission ask one more question at the voting, from now on."""
    MissionQuestionFactory(mission=field.mission, code=OWN_QUESTION, stage=Stage.VOTING)
    prepared = stage_forms(field.mission)[Stage.VOTING]
    publish_stage(
        mission=field.mission, stage=Stage.VOTING, sha256=prepared.sha256, by=field.administrator
    )


def test_visits_of_a_form_that_changed_meanwhile_come_in_as_they_were_asked(
    phone, field, network, server
):
    get_ready(phone, field)
    asked_before = current_version(field.mission, Stage.VOTING)
    leave_the_network(phone, network)
    log_at(phone.page, "101", "Voting")
    answer(phone.page, "voting.interference", "No")
    send(phone)
    begin_a_visit(phone, "102")
    publish_a_question(field)

    sent = logged_now(phone)
    come_back(phone, network)
    arrives(phone, sent)
    # Begun on the older form and sent after the newer one came: still as it was asked.
    get_ready(phone, field)
    leave_the_network(phone, network)
    restart_without_network(phone, field)
    open_the_visit(phone, field)
    send(phone)
    # What is begun now is asked by the newer form, also with no network.
    log_at(phone.page, "103", "Voting")
    answer(phone.page, OWN_QUESTION, "Yes")
    send(phone)
    sent |= logged_now(phone)
    come_back(phone, network)
    arrives(phone, sent)
    assert_both_agree(phone, field, sent)
    found = {visit.station.number: visit for visit in Visit.objects.select_related("station")}
    for number in ("101", "102"):
        assert found[number].form_version == asked_before
        assert Flag.OLD_FORM in found[number].flag_codes
    assert found["103"].form_version == current_version(field.mission, Stage.VOTING)
    assert found["103"].answers.get(question=OWN_QUESTION).value == "yes"


@pytest.mark.parametrize("hours", [-1, 1], ids=["an hour slow", "an hour fast"])
def test_a_clock_an_hour_wrong_loses_nothing_and_is_told(
    phone, field, network, server, diary, hours
):
    phone.context.add_init_script(f"({CLOCK.replace('SHIFT', str(hours * HOUR))})()")
    get_ready(phone, field)
    network.suffer(Answered("PUT ", times=4))
    log_at(phone.page, "101", "Voting")
    answer(phone.page, "voting.interference", "No")
    send(phone)
    sent = logged_now(phone)
    arrives(phone, sent)
    visit = Visit.objects.get()
    assert Flag.CLOCK_OFF in visit.flag_codes
    assert round(visit.revisions.get().clock_off / 3600) == hours

    # Put right while something waits for a next try that was reckoned by the wrong clock.
    network.suffer(Answered("PUT "))
    put_on(phone, [diary.new_visit()])
    until(lambda: phone.held().outbox[-1]["tries"] >= 2, "it is not tried again")
    phone.switch_off()
    phone.switch_on()
    network.mend()
    phone.open(f"/missions/{field.mission.slug}/field/finding/")
    sent |= diary.visits
    arrives(phone, sent)
    assert_both_agree(phone, field, sent)
