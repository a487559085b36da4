"""The own delegation: what its head and its focal point see, and what a focal point may do."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from missions.models import AuditRecord, Mission
from observers.models import Delegation, DelegationScope, Observer
from tests.cast import Cast
from tests.factories import (
    DelegationFactory,
    DeploymentFactory,
    ObserverFactory,
    PersonFactory,
    TeamMemberFactory,
)

OWN = reverse("my_delegation", args=["here"])
NOMINATE = reverse("nomination_add", args=["here"])


@pytest.fixture
def client(cast: Cast, signed_in) -> Client:
    return signed_in(cast.focal_point)


def of(delegation: Delegation, name: str, status: str = "nominated", **more) -> Observer:
    person = PersonFactory(name=name, email=f"{name.split()[0].lower()}@example.org")
    return ObserverFactory(
        mission=delegation.mission,
        delegation=delegation,
        person=person,
        accreditation_status=status,
        **more,
    )


def edit(observer: Observer) -> str:
    return reverse("nomination_edit", args=["here", observer.pk])


def withdraw(observer: Observer) -> str:
    return reverse("nomination_withdraw", args=["here", observer.pk])


class TestSeeing:
    """The own delegation, and nothing of another."""

    @pytest.mark.parametrize("who", ["head_of_delegation", "focal_point"])
    def test_people_with_accreditation_pledge_and_contact(self, cast, signed_in, who):
        of(cast.delegation, "Ayşe Kaya", "accredited", pledge_signed_on="2025-03-01")
        Delegation.objects.filter(pk=cast.delegation.pk).update(quota=5)
        text = signed_in(getattr(cast, who)).get(OWN).content.decode()
        assert "3 of 5, 2 still owed" in text
        assert "ayşe@example.org" in text
        assert "pledge signed on 1 March 2025" in text

    def test_nobody_of_another_delegation_is_named(self, cast, client):
        other = DelegationFactory(mission=cast.mission, name="Other State", country="KG")
        stranger = of(other, "Stranger Someone", "accredited")
        TeamMemberFactory(team=cast.north_team, observer=stranger)
        text = client.get(OWN).content.decode()
        assert "Stranger" not in text
        # Of whom one works with, only the delegation is told.
        assert "with observers from: Other State" in text

    def test_a_team_without_own_people_is_not_shown(self, cast, client):
        cast.south_team.places.all().delete()
        text = client.get(OWN).content.decode()
        assert "Team T1" in text
        assert "Team T2" not in text

    def test_before_election_day_its_plan_is_told_in_words(self, cast, client):
        text = client.get(OWN).content.decode()
        assert "Teams, and their plan for 16 March 2025" in text
        assert "14:00" in text
        assert "station 101" in text

    def test_a_plan_for_today_is_told_first(self, cast, client):
        DeploymentFactory(
            mission=cast.mission,
            team=cast.north_team,
            station=cast.south_station,
            planned_at=timezone.now(),
        )
        text = client.get(OWN).content.decode()
        assert "Teams, and their plan for today" in text
        assert "station 201" in text
        assert "station 101" not in text

    def test_a_plan_for_tomorrow_is_not_todays(self, cast, client):
        DeploymentFactory(
            mission=cast.mission,
            team=cast.north_team,
            station=cast.south_station,
            planned_at=timezone.now() + timedelta(days=2),
        )
        assert "station 201" not in client.get(OWN).content.decode()

    def test_who_acts_for_no_delegation_is_told_whom_to_ask(self, cast, client):
        DelegationScope.objects.all().delete()
        assert "You act for no delegation yet" in client.get(OWN).content.decode()
        assert client.get(NOMINATE).status_code == 404

    def test_a_head_is_offered_no_nominations(self, cast, signed_in):
        observer = of(cast.delegation, "Ayşe Kaya")
        text = signed_in(cast.head_of_delegation).get(OWN).content.decode()
        assert NOMINATE not in text
        assert edit(observer) not in text

    def test_a_focal_point_begins_here(self, client):
        assert f'href="{OWN}"' in client.get(reverse("start")).content.decode()

    def test_three_and_thirty_people_take_the_same_queries(self, cast, client, query_count):
        def rows(n: int) -> int:
            for _each in range(n):
                of(cast.delegation, "Somebody")
            return query_count(lambda: client.get(OWN))

        few, many = rows(3), rows(27)
        assert few == many <= 15


class TestNominating:
    """A focal point names people; the mission decides on them."""

    def test_somebody_is_nominated_whatever_else_is_sent(self, cast, client):
        said = {"name": "Mehmet Demir", "nationality": "TR", "role": "long_term"}
        sly = {"accreditation_status": "accredited", "accreditation_number": "A1"}
        other = DelegationFactory(mission=cast.mission)
        sly |= {"pledge_signed_on": "2025-01-01", "delegation": other.pk, "code": "mine"}
        assert client.post(NOMINATE, {**said, **sly}).status_code == 302
        made = Observer.objects.get(person__name="Mehmet Demir")
        assert made.delegation == cast.delegation
        assert (made.accreditation_status, made.accreditation_number) == ("nominated", "")
        assert made.pledge_signed_on is None
        assert made.code == "tr-1"
        told = AuditRecord.objects.get(record_type="observers.observer")
        assert told.by == cast.focal_point.email

    @pytest.mark.parametrize("role", ["head_of_mission", "core_team", "deputy_head"])
    def test_nobody_is_nominated_to_lead_the_mission(self, client, role):
        client.post(NOMINATE, {"name": "Mehmet Demir", "role": role})
        assert not Observer.objects.filter(person__name="Mehmet Demir").exists()

    def test_a_national_of_the_host_is_refused(self, client):
        said = {"name": "Mehmet Demir", "nationality": "KZ", "role": "short_term"}
        assert "No national of the host" in client.post(NOMINATE, said).content.decode()

    def test_a_like_name_of_the_own_delegation_is_asked_about_and_no_others(self, cast, client):
        other = DelegationFactory(mission=cast.mission, country="KG")
        of(other, "Selim Aydın")
        of(cast.delegation, "Mehmet Demir")
        said = {"role": "short_term"}
        text = client.post(NOMINATE, {**said, "name": "Mehmet Demír"}).content.decode()
        assert "Observers of this mission already: Mehmet Demir" in text
        assert client.post(NOMINATE, {**said, "name": "Selim Aydin"}).status_code == 302

    @pytest.mark.parametrize("status", ["nominated", "submitted"])
    def test_a_nomination_is_changed_while_it_is_open_and_its_status_is_not(
        self, cast, client, status
    ):
        observer = of(cast.delegation, "Mehmet Demir", status)
        said = {"name": "Mehmet Demirci", "role": "short_term", "institution": "Parliament"}
        said["accreditation_status"] = "accredited"
        assert client.post(edit(observer), said).status_code == 302
        observer.refresh_from_db()
        observer.person.refresh_from_db()
        assert (observer.person.name, observer.institution) == ("Mehmet Demirci", "Parliament")
        assert observer.accreditation_status == status

    @pytest.mark.parametrize("status", ["accredited", "refused", "withdrawn"])
    def test_what_is_decided_is_no_longer_the_delegations(self, cast, client, status):
        observer = of(cast.delegation, "Mehmet Demir", status)
        for address in (edit(observer), withdraw(observer)):
            text = client.post(address, {"name": "X", "role": "short_term"}, follow=True)
            assert "Mehmet Demir is “" in text.content.decode()
        observer.refresh_from_db()
        observer.person.refresh_from_db()
        assert (observer.person.name, observer.accreditation_status) == ("Mehmet Demir", status)

    def test_a_nomination_is_withdrawn(self, cast, client):
        observer = of(cast.delegation, "Mehmet Demir")
        text = client.post(withdraw(observer), follow=True).content.decode()
        assert "The nomination of Mehmet Demir is withdrawn." in text
        observer.refresh_from_db()
        assert observer.accreditation_status == "withdrawn"
        assert Mission.objects.get(slug="here").evidence_version == 1

    @pytest.mark.parametrize("address", [edit, withdraw])
    def test_another_delegations_nomination_is_not_there(self, cast, client, address):
        stranger = of(DelegationFactory(mission=cast.mission, country="KG"), "Stranger Someone")
        said = {"name": "Mine", "role": "short_term"}
        assert client.post(address(stranger), said).status_code == 404
        stranger.refresh_from_db()
        assert stranger.accreditation_status == "nominated"

    def test_of_somebody_who_observes_elsewhere_the_person_stays_as_known(self, cast, client):
        observer = of(cast.delegation, "Mehmet Demir")
        ObserverFactory(mission=cast.other_mission, person=observer.person)
        text = client.get(edit(observer)).content.decode()
        assert "mehmet@example.org" not in text
        said = {"name": "Renamed", "email": "new@example.org", "role": "long_term"}
        client.post(edit(observer), {**said, "names_latin": "Renamed"})
        observer.refresh_from_db()
        observer.person.refresh_from_db()
        assert observer.role == "long_term"
        assert (observer.person.name, observer.person.email) == (
            "Mehmet Demir",
            "mehmet@example.org",
        )
        assert observer.person.names == {}
