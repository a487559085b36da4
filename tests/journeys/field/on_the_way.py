"""A phone that leaves the network and comes back to it."""

from collections.abc import Mapping

from tests.journeys.bad_network import BadNetwork, Refused
from tests.journeys.comparing import assert_all_there_once, assert_nothing_waits
from tests.journeys.field.conftest import Field
from tests.journeys.field_phone import FieldPhone
from tests.journeys.real_server import until

PATIENCE = 60  # seconds


def get_ready(phone: FieldPhone, place: Field) -> None:
    """Open the app with a network, until the phone says anew that it can do without."""
    name = f"ready:{place.mission.slug}"
    phone.open(f"/missions/{place.mission.slug}/field/")

    def is_ready() -> bool:
        told = phone.call("store", "kept", name)
        return bool(told and told["stations"] and told["missed"] == 0 and told["at"] > opened)

    opened = phone.page.evaluate("Date.now() - performance.now()")
    until(is_ready, "the phone does not get ready", PATIENCE)


def leave_the_network(phone: FieldPhone, network: BadNetwork) -> None:
    """Go where there is none: the browser knows it, and nothing would come through."""
    network.suffer(Refused())
    phone.context.set_offline(True)


def restart_without_network(phone: FieldPhone, place: Field) -> None:
    """Close the browser and open the app again, still without a network."""
    phone.switch_off()
    phone.switch_on()
    phone.context.set_offline(True)
    phone.open(f"/missions/{place.mission.slug}/field/")


def come_back(phone: FieldPhone, network: BadNetwork) -> None:
    """Come to a network that works; the browser tells the app so."""
    network.mend()
    phone.context.set_offline(False)


def arrives(phone: FieldPhone, sent: Mapping[str, bytes]) -> None:
    """Wait until the phone has a receipt of everything; it sends by itself."""
    until(lambda: phone.held().states() == {"received": len(sent)}, "some still wait", PATIENCE)


def assert_both_agree(
    phone: FieldPhone,
    place: Field,
    visits: Mapping[str, bytes],
    findings: Mapping[str, bytes] | None = None,
) -> None:
    """Assert that phone and server tell the same: nothing lost, nothing doubled."""
    assert_nothing_waits(phone.held(), {**visits, **(findings or {})})
    assert_all_there_once(place.mission, visits, findings)
    assert phone.complaints == []
