"""Making a mission in the browser, and changing its settings."""

from datetime import date, time

import pytest
from django.test import Client
from django.urls import reverse

from missions.models import AuditRecord, Mission
from observers.models import DelegationKind
from reports.draft_types import FIGURE_NAMES
from reports.folder.tables import TABLES
from reports.forms.mission import FIGURES, MissionForm
from tests.factories import AccountFactory, DelegationFactory, ObserverFactory, PersonFactory

NEW = reverse("mission_new")
SETTINGS = reverse("mission_settings", args=["here"])


@pytest.fixture
def client(db, signed_in) -> Client:
    return signed_in(AccountFactory(is_administrator=True))


def typed(**other: object) -> dict[str, object]:
    """What the form sends for a small mission."""
    return {
        "title": "Observation of the early election",
        "organisation": "Organisation of Examples",
        "election": "early presidential election",
        "election_type": "presidential",
        "host_country": "KZ",
        "election_date": "2025-03-16",
        "timezone": "Asia/Almaty",
        "languages": "en",
        "late_after_minutes": "15",
        "thin_below": "5",
        "station_selection": "non_random",
        **other,
    }


def sent(client: Client, address: str, what: dict[str, object]) -> str:
    """The page that follows, with its spaces made one."""
    return " ".join(client.post(address, what, follow=True).content.decode().split())


def test_who_makes_missions_and_has_none_is_offered_both_ways(client):
    text = client.get("/").content.decode()
    assert "There is no mission yet" in text
    assert NEW in text
    assert reverse("mission_upload") in text


def test_others_are_not_offered_to_make_one(db, signed_in):
    assert NEW not in signed_in(AccountFactory()).get("/").content.decode()


def test_a_mission_is_made_and_its_areas_come_next(client):
    more = {
        "contestants": "~7",
        "opening_time": "07:00",
        "withhold": ["members_total", "meetings_total"],
        "observation_from": "2025-03-10",
        "observation_to": "2025-03-17",
    }
    text = sent(client, NEW, typed(**more))
    assert "The mission is created." in text
    assert "No areas yet" in text
    mission = Mission.objects.get()
    assert mission.slug == "observation-of-the-early-election"
    assert (mission.contestants, mission.approximate) == (7, "contestants")
    assert mission.withheld == {"members_total", "meetings_total"}
    assert (mission.opening_time, mission.observation_to) == (time(7), date(2025, 3, 17))
    assert AuditRecord.objects.get(action="created").mission_id == mission.pk


def test_the_form_has_everything_that_a_missions_file_has(db):
    assert set(MissionForm().fields) == set(TABLES["mission"].by_name)
    assert set(FIGURES) == set(FIGURE_NAMES)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Heyet: Kazakistan seçimi", "heyet-kazakistan-secimi"),
        ("Наблюдение за выборами", "kz-2025"),
        ("New", "new-2"),
        ("Mission here", "mission-here"),
    ],
)
def test_a_short_name_is_proposed_from_the_title(client, title, slug):
    sent(client, NEW, typed(title=title))
    assert Mission.objects.get().slug == slug


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("slug", "here", "The short name “here” is taken: choose another."),
        ("slug", "upload", "“upload” is a page&#x27;s address."),
        ("slug", "two words", "Enter a valid “slug”"),
        ("timezone", "Almaty/Asia", "Select a valid choice."),
        ("languages", "en,tr", "Codes of languages such as en or tr; not: en,tr."),
        ("observation_to", "2025-03-01", "The observation ends before it begins."),
        ("thin_below", "0", "greater than or equal to 1"),
        ("title", "", "This field is required."),
        ("election_date", "soon", "Enter a valid date."),
        ("election_date", "0001-01-01", "A year between 1900 and 2199."),
        ("election_date", "9999-12-31", "A year between 1900 and 2199."),
        ("contestants", "several", "A whole number up to 32767, or ~50 for about 50."),
    ],
)
def test_what_cannot_be_is_refused_and_what_was_typed_is_kept(cast, client, field, text, sentence):
    what = typed(observation_from="2025-03-10", legal_basis="An invitation of the ministry")
    page = sent(client, NEW, {**what, field: text})
    assert sentence in page
    assert "An invitation of the ministry" in page
    assert Mission.objects.count() == 2


def test_settings_are_told_field_by_field_and_make_drafts_read_anew(cast, signed_in):
    client = signed_in(cast.administrator)
    before = cast.mission.evidence_version
    what = typed(title="Mission here", election="Presidential election", thin_below="8")
    assert "The settings are saved." in sent(client, SETTINGS, {**what, "withhold": "teams_total"})
    cast.mission.refresh_from_db()
    assert cast.mission.evidence_version == before + 1
    assert cast.mission.slug == "here"
    assert AuditRecord.objects.get(action="changed").changes == {
        "thin_below": [5, 8],
        "withhold": ["", "teams_total"],
    }


def test_settings_saved_as_they_are_change_nothing(cast, signed_in):
    client = signed_in(cast.administrator)
    sent(client, SETTINGS, typed(title="Mission here", election="Presidential election"))
    cast.mission.refresh_from_db()
    assert cast.mission.evidence_version == 0
    assert not AuditRecord.objects.exists()


def test_a_country_whose_nationals_observe_becomes_no_host(cast, signed_in):
    client = signed_in(cast.administrator)
    assert "these observers are nationals of Türkiye" in sent(
        client, SETTINGS, typed(title="Mission here", host_country="TR")
    )
    cast.mission.refresh_from_db()
    assert cast.mission.host_country == "KZ"


def test_an_observer_of_no_known_state_counts_as_of_the_delegations(cast, signed_in):
    delegation = DelegationFactory(
        mission=cast.mission, kind=DelegationKind.MEMBER_STATE, country="AZ"
    )
    ObserverFactory(
        mission=cast.mission,
        delegation=delegation,
        code="quiet",
        person=PersonFactory(nationality=""),
    )
    page = sent(signed_in(cast.administrator), SETTINGS, typed(host_country="AZ"))
    assert "nationals of Azerbaijan: quiet." in page


def test_texts_in_further_languages_are_kept_once_the_languages_are_named(cast, signed_in):
    client = signed_in(cast.administrator)
    sent(client, SETTINGS, typed(languages="en tr"))
    assert 'name="names_title_tr"' in client.get(SETTINGS).content.decode()
    sent(client, SETTINGS, typed(languages="en tr", names_title_tr="Heyet"))
    cast.mission.refresh_from_db()
    assert cast.mission.texted("title", "tr") == "Heyet"
