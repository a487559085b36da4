"""Observers on their pages: the list, adding, changing and deleting one."""

import csv
import io
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from missions.models import AuditRecord, Mission
from observers.models import Delegation, Observer, Person
from tests.cast import Cast
from tests.factories import (
    DelegationFactory,
    ObserverFactory,
    PersonFactory,
    TeamMemberFactory,
)

LIST = reverse("observer_list", args=["here"])
ADD = reverse("observer_add", args=["here"])
MARK = reverse("observer_mark", args=["here"])


@pytest.fixture
def client(cast: Cast, signed_in) -> Client:
    return signed_in(cast.administrator)


@pytest.fixture
def kyrgyzstan(cast: Cast) -> Delegation:
    return DelegationFactory(mission=cast.mission, code="kg", name="Kyrgyzstan", country="KG")


@pytest.fixture
def aigul(kyrgyzstan: Delegation) -> Observer:
    person = PersonFactory(
        name="Aigul Bekova", nationality="KG", email="aigul@example.org", phone="+996 555 1"
    )
    return ObserverFactory(
        mission=kyrgyzstan.mission,
        delegation=kyrgyzstan,
        person=person,
        code="kg-1",
        accreditation_number="A-17",
    )


def edit(observer: Observer) -> str:
    return reverse("observer_edit", args=["here", observer.pk])


def typed(delegation: Delegation, **more) -> dict:
    said = {"name": "Nurlan Asanov", "nationality": "KG", "delegation": delegation.pk}
    return {**said, "role": "short_term", "accreditation_status": "nominated", **more}


def as_typed(observer: Observer, **more) -> dict:
    """What the form of an observer sends when nothing was changed in it."""
    said = {
        "name": observer.person.name,
        "nationality": str(observer.person.nationality),
        "email": observer.person.email,
        "phone": observer.person.phone,
        "delegation": observer.delegation_id,
        "role": observer.role,
        "code": observer.code,
        "accreditation_status": observer.accreditation_status,
        "accreditation_number": observer.accreditation_number,
    }
    return {**said, **more}


class TestList:
    """Who sees what of whom."""

    def test_personal_columns_are_for_who_may_see_them(self, client, cast, signed_in, aigul):
        secrets = ("aigul@example.org", "+996 555 1", "A-17", "Kyrgyzstan</td>")
        text = client.get(LIST).content.decode()
        assert all(secret in text for secret in secrets[:3])
        text = signed_in(cast.secretariat).get(LIST).content.decode()
        assert "Aigul Bekova" in text
        assert not any(secret in text for secret in secrets[:3])

    def test_a_file_holds_no_more_than_its_reader_may_see(self, client, cast, signed_in, aigul):
        def first_row(who: Client) -> dict[str, str]:
            content = who.get(f"{LIST}?format=csv&q=Aigul").content.decode("utf-8-sig")
            return next(csv.DictReader(io.StringIO(content)))

        full = first_row(client)
        assert (full["E-mail"], full["Accreditation number"]) == ("aigul@example.org", "A-17")
        assert (full["Observer"], full["Code"], full["Pledge"]) == ("Aigul Bekova", "kg-1", "")
        bare = first_row(signed_in(cast.secretariat))
        assert bare["Observer"] == "Aigul Bekova"
        assert not {"E-mail", "Phone", "Nationality", "Gender", "Languages"} & {*bare}
        assert "Accreditation number" not in bare

    def test_sorting_by_a_column_one_may_not_see_tells_nothing(self, cast, signed_in, kyrgyzstan):
        for name, email in (("Ana", "z@example.org"), ("Zoe", "a@example.org")):
            person = PersonFactory(name=name, email=email)
            ObserverFactory(mission=cast.mission, delegation=kyrgyzstan, person=person)
        text = signed_in(cast.secretariat).get(f"{LIST}?sort=email").content.decode()
        assert text.index("Ana") < text.index("Zoe")

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("q=aigul", True),
            ("q=bekova+kg-1", True),
            ("q=nobody", False),
            ("delegation=kg", True),
            ("delegation=tr", False),
            ("role=short_term", True),
            ("role=interpreter", False),
            ("accreditation=accredited", True),
            ("accreditation=refused", False),
            ("no_pledge=on", True),
            ("no_team=on", True),
        ],
    )
    def test_the_address_narrows_the_list(self, client, aigul, query, found):
        text = client.get(f"{LIST}?{query}").content.decode()
        assert ("Aigul Bekova" in text) == found

    def test_who_signed_and_who_has_a_team_are_not_in_the_lists_of_who_lacks(self, client, aigul):
        Observer.objects.filter(pk=aigul.pk).update(pledge_signed_on="2025-03-01")
        assert "Aigul" not in client.get(f"{LIST}?no_pledge=on").content.decode()
        TeamMemberFactory(observer=aigul, team__mission=aigul.mission)
        assert "Aigul" not in client.get(f"{LIST}?no_team=on").content.decode()

    def test_an_address_with_unknown_choices_is_no_error(self, client, aigul):
        assert client.get(f"{LIST}?role=king&delegation=zz&sort=x&page=99").status_code == 200

    def test_three_and_thirty_observers_take_the_same_queries(self, client, aigul, query_count):
        def rows(n: int) -> int:
            for _each in range(n):
                ObserverFactory(mission=aigul.mission, delegation=aigul.delegation)
            return query_count(lambda: client.get(LIST))

        few, many = rows(3), rows(27)
        assert few == many <= 15


class TestAdding:
    """Somebody new in the mission."""

    def test_an_observer_gets_a_person_and_a_code_that_tells_no_name(self, client, kyrgyzstan):
        answer = client.post(ADD, typed(kyrgyzstan, email="n@example.org", names_latin="Nurlan"))
        assert answer.status_code == 302
        made = Observer.objects.get(delegation=kyrgyzstan)
        assert (made.code, made.person.name, made.person.email) == (
            "kg-1",
            "Nurlan Asanov",
            "n@example.org",
        )
        assert made.person.names == {"latin": "Nurlan"}
        assert made.accreditation_status == "nominated"

    def test_of_a_person_the_audit_tells_the_names_of_fields_only(self, client, kyrgyzstan):
        client.post(ADD, typed(kyrgyzstan, email="n@example.org"))
        told = AuditRecord.objects.get(record_type="observers.person")
        assert told.changes["email"] is None
        everything = str(list(AuditRecord.objects.values_list("changes", flat=True)))
        assert "Nurlan" not in everything
        assert "n@example.org" not in everything

    @pytest.mark.parametrize("said", [{"nationality": "KZ"}, {"nationality": "", "country": "KZ"}])
    def test_a_national_of_the_host_is_refused_and_what_was_typed_is_kept(
        self, client, kyrgyzstan, said
    ):
        if country := said.pop("country", ""):
            Delegation.objects.filter(pk=kyrgyzstan.pk).update(country=country)
        answer = client.post(ADD, typed(kyrgyzstan, **said))
        text = answer.content.decode()
        assert "No national of the host country observes" in text
        assert "counts as a national of Kazakhstan" in text
        assert 'value="Nurlan Asanov"' in text
        assert not Person.objects.filter(name="Nurlan Asanov").exists()

    def test_a_number_comes_with_the_accreditation(self, client, kyrgyzstan):
        answer = client.post(ADD, typed(kyrgyzstan, accreditation_number="A-1"))
        assert "An accreditation number comes with the accreditation" in answer.content.decode()
        assert not Observer.objects.filter(delegation=kyrgyzstan).exists()

    def test_another_missions_delegation_is_not_offered(self, client, cast):
        foreign = DelegationFactory(mission=cast.other_mission)
        assert client.post(ADD, typed(foreign)).status_code == 200
        assert not Observer.objects.filter(delegation=foreign).exists()

    def test_a_delegation_has_one_head(self, client, kyrgyzstan, aigul):
        Observer.objects.filter(pk=aigul.pk).update(role="head_of_delegation")
        answer = client.post(ADD, typed(kyrgyzstan, role="head_of_delegation"))
        assert "Aigul Bekova heads this delegation" in answer.content.decode()


class TestChanging:
    """Somebody who is there already."""

    def test_accreditation_goes_its_steps(self, client, aigul):
        answer = client.post(edit(aigul), as_typed(aigul, accreditation_status="nominated"))
        assert answer.status_code == 200
        aigul.refresh_from_db()
        assert aigul.accreditation_status == "accredited"
        client.post(edit(aigul), as_typed(aigul, accreditation_status="withdrawn"))
        aigul.refresh_from_db()
        assert aigul.accreditation_status == "withdrawn"

    def test_saving_what_is_there_changes_and_records_nothing(self, client, aigul):
        assert client.post(edit(aigul), as_typed(aigul)).status_code == 302
        assert not AuditRecord.objects.exists()
        assert Mission.objects.get(slug="here").evidence_version == 0

    def test_what_a_figure_rests_on_moves_the_evidence_on_and_a_phone_does_not(self, client, aigul):
        client.post(edit(aigul), as_typed(aigul, phone="112"))
        assert Mission.objects.get(slug="here").evidence_version == 0
        aigul.refresh_from_db()
        aigul.person.refresh_from_db()
        client.post(edit(aigul), as_typed(aigul, role="interpreter"))
        assert Mission.objects.get(slug="here").evidence_version == 1

    def test_a_nationality_is_refused_that_another_missions_host_has(self, client, cast, aigul):
        Mission.objects.filter(pk=cast.other_mission.pk).update(host_country="UZ")
        ObserverFactory(mission=cast.other_mission, person=aigul.person)
        answer = client.post(edit(aigul), as_typed(aigul, nationality="UZ"))
        assert "observes in another mission" in answer.content.decode()
        aigul.person.refresh_from_db()
        assert aigul.person.nationality == "KG"

    def test_a_pledge_is_not_signed_tomorrow(self, client, aigul):
        tomorrow = timezone.localdate() + timedelta(days=2)
        answer = client.post(edit(aigul), as_typed(aigul, pledge_signed_on=str(tomorrow)))
        assert "signed on a day that has come" in answer.content.decode()
        aigul.refresh_from_db()
        assert aigul.pledge_signed_on is None

    def test_another_delegation_does_not_make_a_team_one_state_unseen(self, client, cast, aigul):
        TeamMemberFactory(team=cast.north_team, observer=aigul)
        answer = client.post(edit(aigul), as_typed(aigul, delegation=cast.delegation.pk))
        text = answer.content.decode()
        assert "Team T1 could not stay as it is. All members are from one state." in text
        aigul.refresh_from_db()
        assert aigul.delegation.code == "kg"

    def test_who_changes_a_person_of_several_missions_is_told_so(self, client, cast, aigul):
        ObserverFactory(mission=cast.other_mission, person=aigul.person)
        assert "observes in 1 other mission too" in client.get(edit(aigul)).content.decode()


class TestDeleting:
    """Only what nothing depends on goes."""

    def delete(self, client: Client, observer: Observer):
        return client.post(reverse("observer_delete", args=["here", observer.pk]))

    def test_an_observer_goes_and_who_observed_nowhere_else_leaves_the_registry(
        self, client, aigul
    ):
        assert self.delete(client, aigul).status_code == 302
        assert not Observer.objects.filter(pk=aigul.pk).exists()
        assert not Person.objects.filter(pk=aigul.person_id).exists()
        told = set(AuditRecord.objects.values_list("record_type", "action"))
        assert told == {("observers.observer", "deleted"), ("observers.person", "deleted")}

    def test_who_observes_in_another_mission_stays_in_the_registry(self, client, cast, aigul):
        ObserverFactory(mission=cast.other_mission, person=aigul.person)
        self.delete(client, aigul)
        assert Person.objects.filter(pk=aigul.person_id).exists()

    def test_who_is_in_a_team_stays(self, client, aigul):
        place = TeamMemberFactory(observer=aigul, team__mission=aigul.mission)
        address = reverse("observer_delete", args=["here", aigul.pk])
        for ask in (client.get, client.post):
            text = ask(address, follow=True).content.decode()
            assert f"Aigul Bekova is in team {place.team.code}" in text
        assert Observer.objects.filter(pk=aigul.pk).exists()


class TestMarkingSeveral:
    """Ticked in the list, noted at once, each with an audit record of its own."""

    def test_pledges_are_noted_for_who_had_not_signed(self, client, cast, kyrgyzstan):
        new = [ObserverFactory(mission=cast.mission, delegation=kyrgyzstan) for _ in range(2)]
        old = ObserverFactory(
            mission=cast.mission, delegation=kyrgyzstan, pledge_signed_on="2025-01-01"
        )
        chosen = [each.pk for each in (*new, old)]
        answer = client.post(MARK, {"act": "pledge", "observer": chosen}, follow=True)
        text = answer.content.decode()
        assert "2 pledges are noted as signed today." in text
        assert "1 observer had signed before" in text
        old.refresh_from_db()
        assert str(old.pledge_signed_on) == "2025-01-01"
        assert not Observer.objects.filter(pk__in=chosen, pledge_signed_on=None).exists()
        assert AuditRecord.objects.filter(record_type="observers.observer").count() == 2

    def test_accrediting_leaves_out_whom_a_rule_refuses_and_says_why(
        self, client, cast, kyrgyzstan
    ):
        def observer(status: str, name: str) -> Observer:
            return ObserverFactory(
                mission=cast.mission,
                delegation=kyrgyzstan,
                accreditation_status=status,
                person__name=name,
            )

        named, gone = observer("nominated", "Named One"), observer("withdrawn", "Gone One")
        answer = client.post(
            MARK, {"act": "accredited", "observer": [named.pk, gone.pk]}, follow=True
        )
        text = answer.content.decode()
        assert "1 observer is accredited now." in text
        assert "Gone One: Accreditation does not go from" in text
        named.refresh_from_db()
        gone.refresh_from_db()
        assert (named.accreditation_status, gone.accreditation_status) == (
            "accredited",
            "withdrawn",
        )
        (told,) = AuditRecord.objects.filter(record_type="observers.observer")
        assert told.changes == {"accreditation_status": ["nominated", "accredited"]}
        assert Mission.objects.get(slug="here").evidence_version == 1

    def test_one_of_another_mission_among_them_is_404_and_nothing_changes(self, client, cast):
        own = ObserverFactory(mission=cast.mission)
        foreign = ObserverFactory(mission=cast.other_mission)
        answer = client.post(MARK, {"act": "pledge", "observer": [own.pk, foreign.pk]})
        assert answer.status_code == 404
        assert not Observer.objects.exclude(pledge_signed_on=None).exists()

    @pytest.mark.parametrize("keys", [["x"], ["9" * 40], ["-1"]])
    def test_keys_that_are_none_are_404(self, client, keys):
        assert client.post(MARK, {"act": "pledge", "observer": keys}).status_code == 404

    def test_nobody_ticked_changes_nothing_and_leads_back_to_the_narrowed_list(self, client, aigul):
        narrowed = f"{LIST}?delegation=kg"
        answer = client.post(MARK, {"act": "pledge", "next": narrowed})
        assert answer["Location"] == narrowed
        elsewhere = client.post(MARK, {"act": "pledge", "next": "https://evil.example/"})
        assert elsewhere["Location"] == LIST
