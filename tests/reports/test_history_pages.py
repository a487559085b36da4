"""The history: every act in words, of this mission's records only, with no personal value."""

import csv
import html
import io

import pytest
from django.urls import reverse

from missions.actions.keeping import delete_record, save_record
from missions.audit import record
from missions.models import AuditRecord
from reports.actions.claims import write_claim
from reports.history.words import action_in_words
from tests.factories import (
    AccountFactory,
    AuditRecordFactory,
    ContactFactory,
    MeetingFactory,
    ObserverFactory,
    SourceDocumentFactory,
    StationFactory,
    TeamMemberFactory,
    VisitFactory,
)
from tests.visits.sending import a_visit, send, stored

pytestmark = pytest.mark.django_db


def history(client, **query):
    return client.get(reverse("history_list", args=["here"], query=query))


def of_record(client, of, slug="here", **query):
    keys = [slug, of._meta.label_lower, of.pk]
    return client.get(reverse("record_history", args=keys, query=query))


def text_of(response):
    return " ".join(html.unescape(response.content.decode()).split())


def rows_of(response):
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))[1:]


@pytest.fixture
def client(cast, signed_in):
    return signed_in(cast.secretariat)


def told(client, **query):
    """What the history's file says, without the times: record, act, who."""
    return [row[1:] for row in rows_of(history(client, format="csv", **query))]


def renamed(cast, station, name, **more):
    station.name = name
    for field, value in more.items():
        setattr(station, field, value)
    save_record(station, mission=cast.mission, by=cast.administrator)


class TestWords:
    def test_a_change_is_told_from_what_to_what(self, cast, client):
        cast.station.name = "School"
        cast.station.save()
        renamed(cast, cast.station, "Lyceum")
        renamed(cast, cast.station, "Academy", setting="urban")
        assert told(client) == [
            [
                "Polling station 101 Academy",
                "changed – name: from “Lyceum” to “Academy”; setting: Urban",
                "Administrator",
            ],
            [
                "Polling station 101 Academy",
                "changed – name: from “School” to “Lyceum”",
                "Administrator",
            ],
        ]

    def test_of_a_personal_field_only_that_it_changed_is_told(self, cast, client):
        meeting = MeetingFactory(mission=cast.mission, person="Ann")
        meeting.person = "Berik"
        save_record(meeting, mission=cast.mission, by=cast.secretariat)
        shown = text_of(of_record(client, meeting))
        assert "person (personal: what it says is not kept)" in shown
        assert "Berik" not in shown

    def test_numbers_of_other_records_are_told_by_name(self, cast, client):
        somebody = AccountFactory(name="Aigerim")
        changes = {"account": somebody.pk, "role": ["", "reader"]}
        membership = cast.secretariat.memberships.get()
        record(
            by="tests",
            action="role given",
            record=membership,
            mission=cast.mission,
            changes=changes,
        )
        assert told(client) == [
            ["Membership Secretariat", "given a role – account: Aigerim; role: Reader"]
            + ["System (tests)"]
        ]

    def test_days_are_written_out_and_yes_is_yes(self, cast, client):
        changes = {"date": ["2019-06-09", "2019-06-10"], "demo": [False, True]}
        AuditRecordFactory(mission=cast.mission, about=cast.mission, changes=changes)
        (row,) = told(client)
        assert "date: from 9 June 2019 to 10 June 2019" in row[1]
        assert "demonstration: from no to yes" in row[1]

    def test_a_record_that_is_gone_is_still_called_what_it_was(self, cast, client):
        source = SourceDocumentFactory(mission=cast.mission, title="Turnout by region")
        delete_record(source, mission=cast.mission, by=cast.secretariat)
        (row,) = told(client)
        assert row[0] == "Source document Turnout by region"
        assert row[1].startswith("deleted – ")

    def test_a_record_of_which_nothing_is_known_is_told_by_its_number(self, cast, client):
        contact = ContactFactory(mission=cast.mission)
        record(by=None, action="changed", record=contact, mission=cast.mission)
        number = contact.pk
        type(contact).objects.all().delete()
        assert told(client) == [[f"Contact number {number}", "changed", "System"]]

    def test_every_kind_of_record_has_a_name(self, cast, client):
        member = TeamMemberFactory(team=cast.north_team)
        for about in (member, cast.delegation, cast.north_team, cast.mission, member.observer):
            record(by=None, action="changed", record=about, mission=cast.mission)
        names = [row[0] for row in told(client)]
        assert not [name for name in names if "number" in name]

    def test_an_act_without_words_of_its_own_is_told_as_written(self):
        assert action_in_words("statement_signed again") == "statement signed again"

    def test_an_account_that_is_gone_is_not_told_by_its_address(self, cast, signed_in):
        somebody = AccountFactory(email="gone@example.org")
        record(by=somebody, action="changed", record=cast.station, mission=cast.mission)
        somebody.delete()
        for who, said in [
            (cast.secretariat, "An account that is gone"),
            (cast.administrator, "gone@example.org"),
        ]:
            ((_record, _act, by),) = told(signed_in(who), kind="missions.station")
            assert by == said


class TestTheMissionsHistory:
    def test_it_holds_nothing_of_another_mission(self, cast, client):
        record(by=None, action="changed", record=cast.other_station, mission=cast.other_mission)
        assert "Nothing has happened yet" in text_of(history(client))

    def test_what_the_draft_says_is_told_only_to_who_sees_the_draft(self, cast, client, signed_in):
        text = "Observers were told of pressure."
        claim = write_claim(
            mission=cast.mission, key="conclusion", text=text, started_from="", by=cast.secretariat
        )
        assert text in text_of(history(client)) and text in text_of(of_record(client, claim))
        administrator = signed_in(cast.administrator)
        assert text not in text_of(history(administrator))
        assert text not in str(told(administrator))
        assert of_record(administrator, claim).status_code == 404

    def test_it_narrows_to_kind_person_act_and_days(self, cast, client):
        send(a_visit(), cast)
        renamed(cast, cast.station, "Lyceum")
        record(by="import", action="imported", record=cast.mission, mission=cast.mission)
        assert len(told(client)) == 3
        who = str(cast.administrator.pk)
        before = AuditRecord.objects.count()
        for query, n in [
            ({"kind": "visits.visit"}, 1),
            ({"who": who}, 1),
            ({"who": "system"}, 1),
            ({"action": "visit received"}, 1),
            ({"until": "2019-06-09"}, 0),
            ({"since": "2019-06-09", "kind": "missions.mission", "who": "system"}, 1),
        ]:
            assert history(client, **query).context["count"] == n, query
        # The file that was downloaded above is told too.
        assert AuditRecord.objects.filter(action="list downloaded").count() == before - 3

    def test_a_day_that_is_none_is_refused_with_a_sentence(self, cast, client):
        renamed(cast, cast.station, "Lyceum")
        assert "Enter a valid date" in text_of(history(client, since="yesterday"))

    def test_it_asks_the_database_as_often_for_many_acts_as_for_few(
        self, cast, client, django_assert_max_num_queries
    ):
        for station in StationFactory.create_batch(3, mission=cast.mission, area=cast.north):
            renamed(cast, station, "Lyceum")
        with django_assert_max_num_queries(15) as few:
            history(client)
        for _number in range(30):
            visit = VisitFactory(mission=cast.mission, team=cast.north_team)
            observer = ObserverFactory(mission=cast.mission, delegation=cast.delegation)
            for about in (visit, observer, visit.station):
                record(by=cast.observer, action="changed", record=about, mission=cast.mission)
        with django_assert_max_num_queries(15) as many:
            history(client)
        assert len(few) == len(many)


class TestARecordsHistory:
    def test_it_tells_of_that_record_alone(self, cast, client):
        renamed(cast, cast.station, "Lyceum")
        renamed(cast, cast.south_station, "Academy")
        page = of_record(client, cast.station)
        assert page.context["count"] == 1
        assert "History: Polling station 101 Lyceum" in text_of(page)

    def test_a_record_of_another_mission_is_not_there(self, cast, client):
        record(by=None, action="changed", record=cast.other_station, mission=cast.other_mission)
        assert of_record(client, cast.other_station).status_code == 404

    @pytest.mark.parametrize("kind", ["missions.nothing", "nothing", "missions.account", "a.b.c"])
    def test_a_kind_of_record_there_is_not_is_not_there(self, client, kind):
        assert client.get(f"/missions/here/history/{kind}/1/").status_code == 404

    def test_a_record_that_nothing_happened_to_says_so(self, cast, client):
        assert "Nothing has happened to it yet" in text_of(of_record(client, cast.station))

    def test_a_records_form_leads_to_it_for_who_may_see_it(self, cast, client):
        meeting = MeetingFactory(mission=cast.mission)
        page = client.get(reverse("meeting_edit", args=["here", meeting.pk]))
        assert f'href="/missions/here/history/missions.meeting/{meeting.pk}/"' in text_of(page)
        assert "/history/missions" not in text_of(client.get(reverse("meeting_add", args=["here"])))

    def test_a_visits_page_leads_to_it_for_the_secretariat_alone(self, cast, client, signed_in):
        visit = stored(send(a_visit(), cast))
        page = reverse("visit_detail", args=["here", visit.uuid])
        way = f'href="/missions/here/history/visits.visit/{visit.pk}/"'
        assert way in text_of(client.get(page))
        assert way not in text_of(signed_in(cast.observer).get(page))
        record_told, act, _by = told(client)[0]
        assert record_told == f"Visit {visit.code}"
        assert act.startswith("received – revision: 1; hash: “")
        assert act.endswith("came by: Field app")
