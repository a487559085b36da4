"""Queries and INSERTs that are composed once store and return what Django's own do."""

from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import F
from django.forms.models import model_to_dict
from django.test.utils import CaptureQueriesContext

from missions.models import AuditRecord, Mission
from missions.models.inserting import MOST_VALUES, insert, insert_all
from missions.models.prepared import Given, Prepared
from tests.factories import MissionFactory, VisitFactory
from visits.models import Answer, FormVersion, Visit

# What has a meaning of its own in SQL, in placeholders or in COPY.
ODD = "50%; \\N\t\r\n\\.'"

by_slug: Prepared[Mission] = Prepared(lambda: Mission.objects.filter(slug=Given("slug")))


def everything(record):
    return {field.attname: getattr(record, field.attname) for field in record._meta.concrete_fields}


def test_a_prepared_query_returns_the_record_that_a_queryset_returns(cast):
    MissionFactory(slug="full", names={"title_ru": "Миссия"}, demo=True, thin_below=7)
    found = by_slug.first(slug="full")
    assert everything(found) == everything(Mission.objects.get(slug="full"))
    assert not found._state.adding


def test_each_run_of_a_prepared_query_answers_for_its_own_values(cast):
    assert by_slug.first(slug="here") == cast.mission
    assert by_slug.first(slug="elsewhere") == cast.other_mission
    assert by_slug.first(slug="nowhere") is None


def test_a_value_is_never_read_as_a_part_of_the_query(cast):
    assert by_slug.first(slug="' OR 1=1 --") is None
    assert by_slug.first(slug="%s") is None


def test_a_prepared_query_takes_a_time_as_the_database_keeps_it(cast):
    made = insert_record(at=datetime(2025, 3, 16, 7, 30, tzinfo=UTC))
    since = Prepared(lambda: AuditRecord.objects.filter(at__gte=Given("at")))
    assert since.all(at=datetime(2025, 3, 16, 7, 30, tzinfo=UTC)) == [made]
    assert since.all(at=datetime(2025, 3, 16, 7, 31, tzinfo=UTC)) == []


def test_what_is_annotated_is_an_attribute_and_what_is_deferred_is_read_when_asked_for(db):
    versions: Prepared[FormVersion] = Prepared(
        lambda: (
            FormVersion.objects.filter(stage=Given("stage"))
            .defer("definition")
            .annotate(twice=F("number") * 2)
        )
    )
    version = versions.first(stage="voting")
    assert version.twice == 2 * version.number
    with CaptureQueriesContext(connection) as asked:
        assert version.definition["stage"] == "voting"
    assert len(asked) == 1


def test_a_percent_sign_in_the_query_itself_is_no_place_for_a_value(cast):
    MissionFactory(slug="half", organisation="50% of it")
    MissionFactory(slug="other", organisation="50 of it")
    half = Prepared(lambda: Mission.objects.filter(organisation__contains="50%", slug=Given("x")))
    for _time in ("prepared", "held"):
        assert [each.slug for each in half.all(x="half")] == ["half"]
        assert half.all(x="other") == []


def test_a_value_given_twice_is_the_same_in_both_places(cast):
    same: Prepared[Mission] = Prepared(
        lambda: Mission.objects.filter(slug=Given("slug"), title=Given("slug"))
    )
    MissionFactory(slug="twice", title="twice")
    assert same.first(slug="twice").title == "twice"
    assert same.first(slug="here") is None


def test_queries_that_differ_only_in_what_they_always_say_are_two(cast):
    twin = MissionFactory(slug="twin", title=cast.mission.title)

    def of(slug) -> Prepared[Mission]:
        return Prepared(lambda: Mission.objects.filter(slug=slug, title=Given("title")))

    here, there = of("here"), of("twin")
    for _time in ("prepared", "held"):
        assert here.first(title=cast.mission.title) == cast.mission
        assert there.first(title=cast.mission.title) == twin


def test_a_query_is_one_query_from_its_first_run_on(cast):
    fresh: Prepared[Mission] = Prepared(lambda: Mission.objects.filter(slug=Given("slug")))
    for _time in range(3):
        with CaptureQueriesContext(connection) as asked:
            assert fresh.first(slug="here") == cast.mission
        assert len(asked) == 1


def test_a_query_answers_after_a_run_of_it_failed(cast):
    by_number: Prepared[Mission] = Prepared(lambda: Mission.objects.filter(pk=Given("pk")))
    for _time in range(2):
        with suppress(DatabaseError), transaction.atomic():
            by_number.all(pk="no number")
        assert by_number.first(pk=cast.mission.pk) == cast.mission


def test_a_query_first_run_in_what_is_rolled_back_answers_afterwards(cast):
    fresh: Prepared[Mission] = Prepared(lambda: Mission.objects.filter(slug=Given("slug")))
    with transaction.atomic():
        assert fresh.first(slug="here") == cast.mission
        transaction.set_rollback(True)
    assert fresh.first(slug="here") == cast.mission


@pytest.mark.django_db(transaction=True)
def test_a_new_connection_answers_as_the_one_before():
    made = MissionFactory(slug="here")
    assert by_slug.first(slug="here") == made
    connection.close()
    assert by_slug.first(slug="here") == made


def test_a_query_answers_again_after_a_column_has_another_type(cast):
    fresh: Prepared[Mission] = Prepared(lambda: Mission.objects.filter(slug=Given("slug")))
    assert fresh.first(slug="here") == cast.mission
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute('ALTER TABLE missions_mission ALTER COLUMN "title" TYPE varchar(999)')
    with suppress(DatabaseError), transaction.atomic():
        fresh.first(slug="here")
    assert fresh.first(slug="here") == cast.mission


@pytest.mark.parametrize("pooled", [False, True])
def test_postgresql_holds_a_query_but_not_behind_a_pooler(cast, monkeypatch, pooled):
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", pooled)
    by_slug.first(slug="here")
    with CaptureQueriesContext(connection) as asked:
        assert by_slug.first(slug="here") == cast.mission
    [query] = asked.captured_queries
    held = connection.vendor == "postgresql" and not pooled
    assert query["sql"].startswith("EXECUTE") == held


def insert_record(**told):
    made = AuditRecord(by="tests", action="a", record_type="t", record_id="1", **told)
    assert insert(made)
    return made


def test_an_inserted_record_is_the_one_that_django_reads_back(db):
    made = insert_record(changes={"state": ["", "verified"], "n": 1})
    assert everything(AuditRecord.objects.get(pk=made.pk)) == everything(made)
    assert not made._state.adding


def test_a_record_whose_unique_value_is_there_is_not_inserted_and_nothing_fails(cast):
    assert not insert(Mission(**new_mission(slug="here")), unless_there=True)
    assert Mission.objects.filter(slug="here").count() == 1


def test_another_constraint_still_refuses_a_record(cast):
    same_code = {**model_to_dict(cast.station), "mission_id": cast.mission.pk}
    same_code = {name: same_code[name] for name in ("code", "number", "mission_id")}
    station = type(cast.station)(area_id=cast.north.pk, **same_code)
    with pytest.raises(IntegrityError):
        insert(station)


def new_mission(**told):
    known = everything(MissionFactory.build())
    return {name: value for name, value in {**known, **told}.items() if name != "id"}


def test_more_records_than_one_statement_takes_are_all_inserted(visit):
    records = [
        Answer(visit=visit, question=f"q{n}", value=ODD, adverse=n % 2 == 0)
        for n in range(MOST_VALUES // 2)
    ]
    insert_all(records)
    stored = Answer.objects.filter(visit=visit)
    assert stored.count() == len(records)
    assert stored.filter(adverse=True, value=ODD).count() == (len(records) + 1) // 2


def test_numbers_and_missing_values_are_inserted_as_they_are(visit):
    insert_all(
        [
            Answer(
                visit=visit, question="q1", value="12", number=Decimal("12.5"), approximate=True
            ),
            Answer(visit=visit, question="q2", value="no", comment="", text=ODD),
        ]
    )
    stored = Answer.objects.filter(visit=visit).order_by("question")
    assert list(stored.values_list("number", "approximate", "text", "observed")) == [
        (Decimal("12.50"), True, "", True),
        (None, False, ODD, True),
    ]


def test_a_record_that_breaks_a_constraint_is_refused_among_others(visit):
    twice = [Answer(visit=visit, question="q1", value="yes") for _ in range(2)]
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_all(twice)
    assert not Answer.objects.filter(visit=visit).exists()


def test_nothing_to_insert_is_no_query(db):
    with CaptureQueriesContext(connection) as asked:
        insert_all([])
    assert not asked.captured_queries


@pytest.fixture
def visit(cast) -> Visit:
    return VisitFactory(mission=cast.mission, team=cast.north_team)
