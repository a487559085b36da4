"""An address somebody squats on, the mission that means no harm, and who is meant."""

import re

from django.core import mail
from django.test import Client
from django.urls import reverse

from missions.actions.invitations import let_in
from missions.enumerations import Role
from missions.models import Membership
from tests.cast import Cast

VICTIM = "ayse@example.org"
SQUATTED = {"password": "four words of three", "password_again": "four words of three"}
SIGN_IN = {"username": VICTIM, "password": SQUATTED["password"]}
OWN = {"password": "words only she knows", "password_again": "words only she knows"}
START, HERE = reverse("start"), reverse("mission_overview", args=["here"])


def given(cast: Cast, role: str = Role.SECRETARIAT) -> Membership:
    """The role that this mission gives the address in good faith."""
    made = let_in(mission=cast.mission, email=VICTIM, name="Ayşe", role=role, by=cast.administrator)
    assert made.secret == ""
    return made.membership


def page(role: Membership) -> str:
    return reverse("role_take_up", args=[role.pk])


def code() -> str:
    found = re.search(r"\n    (\S+)\n", str(mail.outbox[-1].body))
    assert found
    return found[1]


def by_mail(address: str = VICTIM) -> Client:
    """The holder of the address, who signs in with a code."""
    client = Client()
    client.post(reverse("account_request_login_code"), {"email": address})
    client.post(reverse("account_confirm_login_code"), {"code": code()})
    assert client.get(START).status_code == 200
    return client


def later(client: Client) -> None:
    """Let the sign-in lie so long ago that a code of it proves nothing any more."""
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 3600
    session.save()
