"""Links to a role, and who an account from elsewhere is said to be."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from missions.enumerations import Role
from missions.models import Account, AuditRecord, Membership, OneTimeLink
from missions.rules import NotAllowed
from observers.actions import tie_account
from observers.actions.access import invite
from observers.models import Person, PromisedObserver
from observers.teams import team_of
from tests.cast import Cast
from tests.factories import (
    AccountFactory,
    MembershipFactory,
    ObserverFactory,
    PersonFactory,
    TeamMemberFactory,
)
from tests.observers.squatting import (
    HERE,
    OWN,
    START,
    VICTIM,
    by_mail,
    code,
    given,
    page,
)


class TestByLinkOfTheMission:
    """Where no e-mail reaches somebody, the mission hands over a link to the role."""

    def link(self, cast: Cast, role: Membership, signed_in) -> str:
        client = signed_in(cast.administrator)
        answer = client.post(reverse("access_link", args=["here", role.pk]), {"by_mail": "on"})
        assert answer["Cache-Control"] == "no-store"
        found = re.search(r"http://testserver(/invited/link/[\w-]+/)", answer.content.decode())
        assert found
        assert not mail.outbox
        return found[1]

    def test_it_lets_in_who_is_signed_in_and_nobody_else(self, cast, squatter, signed_in):
        role = given(cast)
        link = self.link(cast, role, signed_in)
        assert Client().get(link)["Location"].startswith(reverse("login"))
        assert signed_in(cast.reader).get(link).status_code == 410
        holder = by_mail()
        assert "With this link the role counts" in holder.get(link).content.decode()
        holder.post(link, OWN)
        assert holder.get(HERE).status_code == 200
        assert squatter.get(START).status_code == 302
        assert holder.post(link, OWN).status_code == 410
        assert Account.objects.get(email=VICTIM).address_proved_at is None

    def test_it_does_not_outlive_the_role_it_is_for_nor_who_made_it(
        self, cast, squatter, signed_in
    ):
        role = given(cast)
        link = self.link(cast, role, signed_in)
        cast.administrator.memberships.update(role=Role.READER)
        assert squatter.post(link, OWN).status_code == 410
        cast.administrator.memberships.update(role=Role.ADMINISTRATOR)
        OneTimeLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
        assert squatter.post(link, OWN).status_code == 410
        role.delete()
        assert squatter.get(HERE).status_code == 404


class TestWhoOneIsSaidToBe:
    """An account from elsewhere is tied to an observer when its holder takes the role up."""

    def invited(self, cast: Cast) -> tuple[Membership, Person]:
        observer = ObserverFactory(mission=cast.mission, delegation=cast.delegation)
        TeamMemberFactory(team=cast.north_team, observer=observer)
        made = invite(
            mission=cast.mission,
            email=VICTIM,
            name="Ayşe",
            role=Role.OBSERVER,
            delegation=None,
            observer=observer,
            by=cast.administrator,
        )
        return made.membership, observer.person

    def test_before_that_nothing_is_tied_and_after_it_one_logs_for_the_team(self, cast, signed_in):
        account = MembershipFactory(account__email=VICTIM).account
        client = signed_in(account)
        role, person = self.invited(cast)
        person.refresh_from_db()
        assert person.account is None
        text = signed_in(cast.administrator).get(reverse("access_list", args=["here"]))
        assert person.name in text.content.decode()
        client.post(page(role), {"act": "send"})
        client.post(page(role), {"code": code(), **OWN})
        assert team_of(account, cast.mission) == cast.north_team
        assert not PromisedObserver.objects.exists()

    def test_who_got_another_account_meanwhile_is_not_tied_and_the_role_counts(
        self, cast, signed_in
    ):
        client = signed_in(MembershipFactory(account__email=VICTIM).account)
        role, person = self.invited(cast)
        Person.objects.filter(pk=person.pk).update(account=AccountFactory())
        client.post(page(role), {"act": "send"})
        client.post(page(role), {"code": code(), **OWN})
        assert client.get(reverse("station_list", args=["here"])).status_code == 200
        assert AuditRecord.objects.filter(action="observer not tied").count() == 1

    def test_nobody_says_for_a_mission_of_somebody_else_who_an_account_is(self, cast, elsewhere):
        """A puppet with a role here would else be in the team of whom it is said to be."""
        person = PersonFactory()
        here = ObserverFactory(mission=cast.mission, person=person)
        TeamMemberFactory(team=cast.south_team, observer=here)
        there = ObserverFactory(mission=cast.other_mission, person=person)
        puppet = MembershipFactory(mission=cast.other_mission, role=Role.OBSERVER).account
        MembershipFactory(mission=cast.mission, account=puppet, role=Role.OBSERVER)
        with pytest.raises(NotAllowed, match="you do not administer"):
            tie_account(there, account=puppet, by=elsewhere)
        assert team_of(puppet, cast.mission) is None
        tie_account(there, account=puppet, by=cast.installation_administrator)
        assert team_of(puppet, cast.mission) == cast.south_team
