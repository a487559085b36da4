"""A factory per model. What belongs together is of one mission; every value can be said."""

import hashlib
import json
import uuid
from datetime import UTC, date, datetime
from typing import Any

import factory
from factory import LazyAttribute, LazyFunction, SelfAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from missions.audit import record
from missions.enumerations import (
    AreaKind,
    ElectionType,
    MeetingCategory,
    Role,
    SourceKind,
    Stage,
    Theme,
)
from missions.models import (
    Account,
    Area,
    AuditRecord,
    Contact,
    Meeting,
    Membership,
    Mission,
    SourceDocument,
    Station,
    TakenUp,
)
from observers.models import (
    Delegation,
    DelegationKind,
    DelegationScope,
    Deployment,
    Observer,
    Person,
    Team,
    TeamMember,
)
from reports.models import Acknowledgement, Judgement
from visits.definition import definition_sha256, standard_forms
from visits.form_versions import current_version
from visits.models import (
    Answer,
    Attachment,
    Finding,
    FormVersion,
    MissionQuestion,
    Review,
    ReviewDecision,
    Source,
    Visit,
    VisitConflict,
    VisitRevision,
)

PASSWORD = "a password of the tests"
ELECTION_DAY = datetime(2025, 3, 16, 9, 0, tzinfo=UTC)


class AccountFactory(DjangoModelFactory[Account]):
    class Meta:
        model = Account

    email = Sequence(lambda n: f"account{n}@example.org")
    name = Sequence(lambda n: f"Account {n}")
    password = factory.django.Password(PASSWORD)


class MissionFactory(DjangoModelFactory[Mission]):
    class Meta:
        model = Mission

    slug = Sequence(lambda n: f"mission-{n}")
    title = Sequence(lambda n: f"Mission {n}")
    organisation = "Organisation of Examples"
    election = "Presidential election"
    election_type = ElectionType.PRESIDENTIAL
    host_country = "KZ"
    election_date = ELECTION_DAY.date()
    timezone = "Asia/Almaty"


class MembershipFactory(DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    mission = SubFactory(MissionFactory)
    account = SubFactory(AccountFactory)
    role = Role.READER
    taken_up_at = ELECTION_DAY
    taken_up_how = TakenUp.LINK


class AreaFactory(DjangoModelFactory[Area]):
    class Meta:
        model = Area

    mission = SubFactory(MissionFactory)
    code = Sequence(lambda n: f"area{n}")
    name = Sequence(lambda n: f"Area {n}")
    kind = AreaKind.CITY


class StationFactory(DjangoModelFactory[Station]):
    class Meta:
        model = Station

    mission = SubFactory(MissionFactory)
    area = SubFactory(AreaFactory, mission=SelfAttribute("..mission"))
    code = Sequence(lambda n: f"s{n}")
    number = Sequence(lambda n: f"{100 + n}")
    name = Sequence(lambda n: f"School {n}")


class ContactFactory(DjangoModelFactory[Contact]):
    class Meta:
        model = Contact

    mission = SubFactory(MissionFactory)
    position = Sequence(lambda n: n)
    duty = Sequence(lambda n: f"Duty {n}")
    phone = "+7 727 250 00 00"


class MeetingFactory(DjangoModelFactory[Meeting]):
    class Meta:
        model = Meeting

    mission = SubFactory(MissionFactory)
    code = Sequence(lambda n: f"m{n}")
    date = date(2025, 3, 14)
    category = MeetingCategory.ELECTION_ADMINISTRATION
    organisation = "Central Election Commission"


class SourceDocumentFactory(DjangoModelFactory[SourceDocument]):
    class Meta:
        model = SourceDocument

    mission = SubFactory(MissionFactory)
    code = Sequence(lambda n: f"d{n}")
    title = Sequence(lambda n: f"Document {n}")
    issuer = "Central Election Commission"
    kind = SourceKind.OFFICIAL_FIGURE


class DelegationFactory(DjangoModelFactory[Delegation]):
    class Meta:
        model = Delegation

    mission = SubFactory(MissionFactory)
    code = Sequence(lambda n: f"delegation{n}")
    name = Sequence(lambda n: f"Delegation {n}")
    kind = DelegationKind.MEMBER_STATE
    country = "TR"


class PersonFactory(DjangoModelFactory[Person]):
    class Meta:
        model = Person

    name = Sequence(lambda n: f"Person {n}")
    nationality = "TR"


class ObserverFactory(DjangoModelFactory[Observer]):
    class Meta:
        model = Observer

    mission = SubFactory(MissionFactory)
    code = Sequence(lambda n: f"o{n}")
    person = SubFactory(PersonFactory)
    delegation = SubFactory(DelegationFactory, mission=SelfAttribute("..mission"))


class TeamFactory(DjangoModelFactory[Team]):
    class Meta:
        model = Team

    mission = SubFactory(MissionFactory)
    code = Sequence(lambda n: f"t{n}")
    area = SubFactory(AreaFactory, mission=SelfAttribute("..mission"))


class TeamMemberFactory(DjangoModelFactory[TeamMember]):
    class Meta:
        model = TeamMember

    team = SubFactory(TeamFactory)
    observer = SubFactory(ObserverFactory, mission=SelfAttribute("..team.mission"))


class DeploymentFactory(DjangoModelFactory[Deployment]):
    class Meta:
        model = Deployment

    mission = SubFactory(MissionFactory)
    team = SubFactory(TeamFactory, mission=SelfAttribute("..mission"))
    station = SubFactory(
        StationFactory, mission=SelfAttribute("..mission"), area=SelfAttribute("..team.area")
    )
    stage = Stage.VOTING
    planned_at = ELECTION_DAY


class DelegationScopeFactory(DjangoModelFactory[DelegationScope]):
    class Meta:
        model = DelegationScope

    membership = SubFactory(MembershipFactory, role=Role.FOCAL_POINT)
    delegation = SubFactory(DelegationFactory, mission=SelfAttribute("..membership.mission"))


class FormVersionFactory(DjangoModelFactory[FormVersion]):
    """A mission's own published version, by default with the standard form's definition."""

    class Meta:
        model = FormVersion

    mission = SubFactory(MissionFactory)
    stage = Stage.VOTING
    number = 1
    definition = LazyAttribute(lambda o: standard_forms()[o.stage])
    sha256 = LazyAttribute(lambda o: definition_sha256(o.definition))


class MissionQuestionFactory(DjangoModelFactory[MissionQuestion]):
    class Meta:
        model = MissionQuestion

    mission = SubFactory(MissionFactory)
    code = Sequence(lambda n: f"own.q{n}")
    stage = Stage.VOTING
    label = "Were the lights on?"
    type = "yn"
    adverse = "no"


class VisitFactory(DjangoModelFactory[Visit]):
    """A visit's row alone. What comes in by the intake is made with visits.actions."""

    class Meta:
        model = Visit

    uuid = LazyFunction(uuid.uuid4)
    mission = SubFactory(MissionFactory)
    code = Sequence(lambda n: f"v{n}")
    team = SubFactory(TeamFactory, mission=SelfAttribute("..mission"))
    area = SelfAttribute("team.area")
    station = SubFactory(
        StationFactory, mission=SelfAttribute("..mission"), area=SelfAttribute("..area")
    )
    stage = Stage.VOTING
    arrived_at = ELECTION_DAY
    form_version = LazyAttribute(lambda o: current_version(o.mission, o.stage))


def _payload(number: int) -> bytes:
    return json.dumps({"made by": "factory", "number": number}).encode()


class VisitRevisionFactory(DjangoModelFactory[VisitRevision]):
    class Meta:
        model = VisitRevision

    visit = SubFactory(VisitFactory)
    number = 1
    payload = Sequence(_payload)
    sha256 = LazyAttribute(lambda o: hashlib.sha256(o.payload).hexdigest())
    source = Source.DEVICE
    form_version = SelfAttribute("visit.form_version")


class VisitConflictFactory(DjangoModelFactory[VisitConflict]):
    class Meta:
        model = VisitConflict

    visit = SubFactory(VisitFactory)
    payload = Sequence(_payload)
    sha256 = LazyAttribute(lambda o: hashlib.sha256(o.payload).hexdigest())
    source = Source.DEVICE


class ReviewFactory(DjangoModelFactory[Review]):
    class Meta:
        model = Review

    revision = SubFactory(VisitRevisionFactory)
    decision = ReviewDecision.VERIFIED
    account = SubFactory(AccountFactory)


class AnswerFactory(DjangoModelFactory[Answer]):
    class Meta:
        model = Answer

    visit = SubFactory(VisitFactory)
    question = "voting.interference"
    value = "no"


class FindingFactory(DjangoModelFactory[Finding]):
    class Meta:
        model = Finding

    uuid = LazyFunction(uuid.uuid4)
    mission = SubFactory(MissionFactory)
    code = Sequence(lambda n: f"f{n}")
    theme = Theme.INTERFERENCE
    summary = "Two men beside the booths told voters where to stand."


class AttachmentFactory(DjangoModelFactory[Attachment]):
    class Meta:
        model = Attachment

    uuid = LazyFunction(uuid.uuid4)
    mission = SubFactory(MissionFactory)
    visit = SubFactory(VisitFactory, mission=SelfAttribute("..mission"))
    sha256 = "0" * 64
    size = 1000
    content_type = "image/jpeg"


class JudgementFactory(DjangoModelFactory[Judgement]):
    class Meta:
        model = Judgement

    mission = SubFactory(MissionFactory)
    key = "conclusion"
    text = "The election was held in an orderly way."


class AcknowledgementFactory(DjangoModelFactory[Acknowledgement]):
    class Meta:
        model = Acknowledgement

    mission = SubFactory(MissionFactory)
    pattern = "voting.interference"
    evidence_digest = "0" * 64
    account = SubFactory(AccountFactory)


class AuditRecordFactory(DjangoModelFactory[AuditRecord]):
    """A record as the actions write it."""

    class Meta:
        model = AuditRecord

    mission = SubFactory(MissionFactory)
    about = SelfAttribute("mission")
    action = "changed"
    by = "tests"
    changes = LazyFunction(dict)

    @classmethod
    def _create(cls, model_class: type[AuditRecord], *args: Any, **said: Any) -> AuditRecord:
        return record(record=said.pop("about"), **said)
