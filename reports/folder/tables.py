"""The files of a mission folder and their columns."""

from typing import Any

from django.db.models import CharField, Model

from missions.enumerations import (
    AreaKind,
    ChosenBy,
    ElectionType,
    MeetingCategory,
    Setting,
    SourceKind,
    Stage,
    StationKind,
    StationSelection,
    Theme,
)
from missions.models import Area, Meeting, Mission, SourceDocument, Station
from observers.models import (
    AccreditationStatus,
    Delegation,
    DelegationKind,
    Deployment,
    InstitutionKind,
    Observer,
    ObserverRole,
    Person,
    Team,
)
from reports.draft_types import FIGURE_NAMES
from reports.folder.cells import (
    Address,
    Clock,
    Code,
    Country,
    Day,
    Degrees,
    Email,
    Identity,
    Moment,
    Names,
    OneOf,
    Text,
    Whole,
    Words,
    YesNo,
    Zone,
)
from reports.folder.columns import Column, MembersColumn, NameColumn, NumberColumn, Table
from reports.models import Judgement
from visits.answer_values import AnswerType
from visits.models import (
    Answer,
    Basis,
    ChairGender,
    Finding,
    FindingState,
    MissionQuestion,
    Polarity,
    Severity,
    Visit,
    VisitState,
)

__all__ = ["TABLES", "NameColumn", "file_order"]

SMALL = 32_767
LARGE = 999_999_999
QUESTION = Code(80, r"[a-z0-9_.-]+")
LANGUAGES = r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*"


def _text(model: type[Model], name: str, **more: Any) -> Column:
    kept = model._meta.get_field(name)
    longest = kept.max_length if isinstance(kept, CharField) else None
    return Column(name, Text(longest), **more)


def _one_of(name: str, values: list[str], **more: Any) -> Column:
    return Column(name, OneOf(tuple(values)), **more)


def _number(name: str, largest: int, approximate: bool = False, smallest: int = 0) -> Column:
    return NumberColumn(name, Whole(largest, approximate, smallest))


def _refers(name: str, table: str, required: bool = False) -> Column:
    return Column(name, Code(), refers=table, required=required)


def _person(name: str, cell: Any = None, required: bool = False) -> Column:
    if cell is None:
        # These names are text columns, which have a length.
        cell = Text(Person._meta.get_field(name).max_length)  # type: ignore[union-attr]
    return Column(name, cell, required=required, personal=True, kept_by="person")


CODE = Column("code", Code(), required=True)

MISSION = Table(
    "mission",
    Mission,
    (
        Column("slug", Code(80, r"[-a-zA-Z0-9_]+"), required=True),
        _text(Mission, "title", required=True),
        _text(Mission, "organisation", required=True),
        _text(Mission, "organisation_short"),
        _text(Mission, "election", required=True),
        _one_of("election_type", ElectionType.values, required=True),
        Column("host_country", Country(), required=True),
        Column("election_date", Day(), required=True),
        Column("observation_from", Day()),
        Column("observation_to", Day()),
        Column("timezone", Zone()),
        Column("languages", Words(LANGUAGES, "en tr", 100)),
        _text(Mission, "legal_basis"),
        _text(Mission, "method_note"),
        Column("opening_time", Clock()),
        Column("closing_time", Clock()),
        _number("late_after_minutes", SMALL),
        _number("contestants", SMALL, approximate=True),
        _number("stations_nationwide", LARGE, approximate=True),
        _number("thin_below", SMALL, smallest=1),
        Column("withhold", Names(FIGURE_NAMES, 300)),
        _one_of("station_selection", StationSelection.values),
        Column("demo", YesNo()),
    ),
    key=("slug",),
    named=("title", "organisation", "election"),
)
AREAS = Table(
    "areas",
    Area,
    (
        CODE,
        _text(Area, "name", required=True),
        _one_of("kind", AreaKind.values, required=True),
        _refers("parent", "areas"),
    ),
    named=("name",),
)
STATIONS = Table(
    "stations",
    Station,
    (
        CODE,
        _text(Station, "number", required=True),
        _refers("area", "areas", required=True),
        _text(Station, "name"),
        _one_of("kind", StationKind.values),
        _text(Station, "address"),
        Column("latitude", Degrees(90)),
        Column("longitude", Degrees(180)),
        _number("registered_voters", LARGE, approximate=True),
        _one_of("setting", Setting.values),
    ),
    named=("name",),
)
DELEGATIONS = Table(
    "delegations",
    Delegation,
    (
        CODE,
        _text(Delegation, "name", required=True),
        _one_of("kind", DelegationKind.values, required=True),
        Column("country", Country()),
        _number("quota", SMALL),
    ),
    named=("name",),
)
OBSERVERS = Table(
    "observers",
    Observer,
    (
        CODE,
        _person("name", required=True),
        _refers("delegation", "delegations", required=True),
        _text(Observer, "institution"),
        _one_of("institution_kind", InstitutionKind.values),
        _one_of("role", ObserverRole.values),
        _person("nationality", Country()),
        _person("gender"),
        _person("email", Email()),
        _person("phone"),
        _person("languages"),
        _text(Observer, "accreditation_number", personal=True),
        _one_of("accreditation_status", AccreditationStatus.values),
        Column("pledge_signed_on", Day()),
    ),
    named=("name",),
)
TEAMS = Table(
    "teams",
    Team,
    (
        CODE,
        _refers("area", "areas", required=True),
        _text(Team, "name"),
        MembersColumn("members", required=True, kept_in="member_codes"),
    ),
    named=("name",),
)
DEPLOYMENTS = Table(
    "deployments",
    Deployment,
    (
        _refers("team", "teams", required=True),
        _refers("station", "stations", required=True),
        _one_of("stage", Stage.values, required=True),
        Column("planned_at", Moment(day_alone=True)),
        _one_of("chosen_by", ChosenBy.values),
    ),
    key=("team", "station", "stage"),
)
MEETINGS = Table(
    "meetings",
    Meeting,
    (
        CODE,
        Column("date", Day(), required=True),
        Column("end_date", Day()),
        _one_of("category", MeetingCategory.values, required=True),
        _text(Meeting, "organisation", required=True),
        _text(Meeting, "person"),
        _text(Meeting, "position"),
        _refers("area", "areas"),
        _text(Meeting, "notes"),
    ),
)
QUESTIONS = Table(
    "questions",
    MissionQuestion,
    (
        Column("code", QUESTION, required=True),
        _one_of("stage", Stage.values, required=True),
        _text(MissionQuestion, "label", required=True),
        _one_of("type", [str(kind) for kind in AnswerType], required=True),
        _text(MissionQuestion, "choices"),
        _text(MissionQuestion, "adverse"),
        _one_of("theme", Theme.values),
        Column("after", Code(80)),
        _text(MissionQuestion, "only_if"),
    ),
    named=("label",),
)
VISITS = Table(
    "visits",
    Visit,
    (
        CODE,
        Column("id", Identity(), kept_in="uuid"),
        _refers("station", "stations"),
        _text(Visit, "station_number"),
        _text(Visit, "place"),
        _refers("area", "areas"),
        _refers("team", "teams", required=True),
        _one_of("stage", Stage.values, required=True),
        Column("arrived_at", Moment(), required=True),
        Column("departed_at", Moment()),
        Column("received_at", Moment()),
        _one_of("state", VisitState.values),
        Column("review_note"),
        Column("reviewed_by", Text(200)),
        Column("reviewed_at", Moment()),
        _one_of("chosen_by", ChosenBy.values),
        Column("accompanied_by_official", YesNo()),
        _number("registered_voters", LARGE, approximate=True),
        _number("voted_so_far", LARGE, approximate=True),
        Column("voted_as_of", Clock()),
        _number("commission_present", SMALL, approximate=True),
        _number("commission_women", SMALL, approximate=True),
        _one_of("chair_gender", ChairGender.values),
        _number("agents_contestants", SMALL, approximate=True),
        _text(Visit, "comments"),
    ),
    review=("state", "review_note", "reviewed_by", "reviewed_at", "received_at"),
    fixed=("id",),
)
ANSWERS = Table(
    "answers",
    Answer,
    (
        _refers("visit", "visits", required=True),
        Column("question", Code(80), required=True),
        Column("value", required=True),
        Column("comment"),
    ),
    key=("visit", "question"),
)
FINDINGS = Table(
    "findings",
    Finding,
    (
        CODE,
        Column("id", Identity(), kept_in="uuid"),
        _one_of("theme", Theme.values, required=True),
        _text(Finding, "summary", required=True, personal=True),
        Column("question", Code(80)),
        _refers("visit", "visits"),
        _refers("station", "stations"),
        _refers("area", "areas"),
        _refers("team", "teams"),
        Column("occurred_at", Moment(day_alone=True)),
        _one_of("stage", Stage.values),
        _one_of("polarity", Polarity.values),
        _one_of("severity", Severity.values),
        _one_of("basis", Basis.values),
        _text(Finding, "told_by", personal=True),
        _number("tellers", SMALL, approximate=True),
        _number("affected", LARGE, approximate=True),
        _text(Finding, "reported_to", personal=True),
        _text(Finding, "response", personal=True),
        _text(Finding, "obligation"),
        Column("confidential", YesNo()),
        _one_of("state", FindingState.values),
        _refers("duplicate_of", "findings"),
    ),
    review=("state", "duplicate_of"),
    fixed=("id",),
)
SOURCES = Table(
    "sources",
    SourceDocument,
    (
        CODE,
        _text(SourceDocument, "title", required=True),
        _text(SourceDocument, "issuer", required=True),
        _one_of("kind", SourceKind.values),
        Column("date", Day()),
        Column("url", Address()),
        _one_of("theme", Theme.values),
        _text(SourceDocument, "figure"),
        _text(SourceDocument, "quote"),
    ),
)
JUDGEMENTS = Table(
    "judgements",
    Judgement,
    (
        Column("key", Code(80), required=True),
        _text(Judgement, "text", required=True),
        _text(Judgement, "signed_by"),
        Column("signed_on", Day()),
    ),
    key=("key",),
)

# In the order in which rows can be stored: a row refers to rows before it, or of its own file.
TABLES = {
    table.name: table
    for table in (
        MISSION,
        AREAS,
        STATIONS,
        DELEGATIONS,
        OBSERVERS,
        TEAMS,
        DEPLOYMENTS,
        MEETINGS,
        QUESTIONS,
        VISITS,
        ANSWERS,
        FINDINGS,
        SOURCES,
        JUDGEMENTS,
    )
}


def file_order(name: str) -> int:
    """Return a file's place among the files."""
    return list(TABLES).index(name)
