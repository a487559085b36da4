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


def test_where_the_address_is_a_number_no_passkey_is_offered_and_localhost_is_named(
    sign_in: SignIn,
) -> None:
    person = sign_in("secretariat")
    sign_out(person)
    page = person.page
    port = person.address.rpartition(":")[2]
    page.goto(f"http://127.0.0.1:{port}/sign-in/")
    expect(page.get_by_text("No passkeys at this address")).to_be_visible()
    expect(page.get_by_role("button", name="Use a passkey")).to_be_hidden()
    page.get_by_role("link", name="This page at localhost").click()
    page.wait_for_url(f"http://localhost:{port}/sign-in/")
    expect(page.get_by_text("No passkeys at this address")).to_be_hidden()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_text("serves as the second step only")).to_be_visible()
