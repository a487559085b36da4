"""The secretariat makes a passkey, and signs in with it alone."""

import pytest
from playwright.sync_api import expect

from reports.demo import PLAYERS
from tests.journeys.conftest import PATIENCE, Person, SignIn

pytestmark = pytest.mark.journey


def with_authenticator(person: Person) -> None:
    """Give the browser a device that makes passkeys and knows its owner."""
    device = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session = person.page.context.new_cdp_session(person.page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": device})


def sign_out(person: Person) -> None:
    person.page.locator("details.account-menu summary").click()
    person.page.get_by_role("button", name="Sign out").click()
    person.page.wait_for_url("**/sign-in/")


def test_a_passkey_is_made_and_is_enough_alone(sign_in: SignIn) -> None:
    person = sign_in("secretariat")
    page = person.page
    with_authenticator(person)
    page.goto(f"{person.address}/account/passkeys/new/")
    password = next(each.password for each in PLAYERS if each.email.startswith("secretariat@"))
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Sign in with it alone").check()
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible(timeout=PATIENCE)
    sign_out(person)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", name="My missions")).to_be_visible(timeout=PATIENCE)
    sign_out(person)
    page.get_by_label("E-mail").fill("secretariat@demo.example")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="The second step")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", name="My missions")).to_be_visible(timeout=PATIENCE)
