"""What the tests of this room share."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from missions.actions.invitations import let_in
from missions.enumerations import Role
from missions.models import Account
from tests.cast import Cast
from tests.factories import AccountFactory, MembershipFactory
from tests.observers.squatting import SQUATTED, VICTIM


@pytest.fixture
def query_count() -> Callable[[Callable[[], object]], int]:
    """Return a function that says how many queries an act takes."""

    def count(act: Callable[[], object]) -> int:
        with CaptureQueriesContext(connection) as asked:
            act()
        return len(asked)

    return count


@pytest.fixture
def elsewhere(cast: Cast) -> Account:
    """The administrator of the other mission, who means no good."""
    account = AccountFactory(name="Mallory")
    MembershipFactory(mission=cast.other_mission, account=account, role=Role.ADMINISTRATOR)
    return account


@pytest.fixture
def squatter(cast: Cast, elsewhere: Account) -> Client:
    """Somebody who opened an account for another one's address and took its link up herself."""
    made = let_in(
        mission=cast.other_mission, email=VICTIM, name="Ayşe", role=Role.READER, by=elsewhere
    )
    client = Client()
    client.post(reverse("invitation", args=[made.secret]), SQUATTED)
    assert client.get(reverse("mission_overview", args=["elsewhere"])).status_code == 200
    return client
