"""Visits, their revisions and reviews."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from missions.enumerations import ChosenBy, Stage
from missions.models import Area, Imported, Mission, Station
from observers.models import Team
from visits.device_clock import clock_words
from visits.models.form_version import FormVersion


class VisitState(models.TextChoices):
    """Where a visit stands: what its standing revision's last review says of it."""

    SUBMITTED = "submitted", _("Waits for review")
    VERIFIED = "verified", _("Verified")
    RETURNED = "returned", _("Returned")
    SET_ASIDE = "set_aside", _("Set aside")


class ChairGender(models.TextChoices):
    """Who chaired the station's commission."""

    WOMAN = "woman", _("Woman")
    MAN = "man", _("Man")
    NOT_OBSERVED = "not_observed", _("Not observed")


class Source(models.TextChoices):
    """The way a revision came in; there is one intake behind all of them."""

    DEVICE = "device", _("Field app")
    FORM = "form", _("Form in the browser")
    FILE = "file", _("File of a phone")
    IMPORT = "import", _("Mission folder")
    SECRETARIAT = "secretariat", _("Entered by the secretariat")


class VisitQuerySet(models.QuerySet["Visit"]):
    """Visits, in domain words."""

    def verified(self) -> Self:
        """Return the visits that count."""
        return self.filter(state=VisitState.VERIFIED)

    def waiting(self) -> Self:
        """Return the visits that wait: for a review of the latest revision, or beside a copy."""
        return self.filter(awaits_review=True)

    def of_team(self, team: Team | None) -> Self:
        """Return the visits of one team; none for no team."""
        return self.filter(team=team) if team else self.none()


class Visit(Imported):
    """One team at one station at one stage, in one stay.

    The row and its answers show the standing revision: the last that was ever verified while that
    holds, else the latest.
    (team, station, stage) is not unique: a team may come back. `uuid` is made by the client, so
    that a visit sent twice is one visit.
    """

    PERSONAL_FIELDS: ClassVar[frozenset[str]] = frozenset({"comments"})

    uuid = models.UUIDField(_("number made by the device"), unique=True, editable=False)
    mission = models.ForeignKey(Mission, models.CASCADE, related_name="visits")
    code = models.CharField(_("code"), max_length=60)
    station = models.ForeignKey(
        Station, models.PROTECT, null=True, blank=True, related_name="visits"
    )
    station_number = models.CharField(_("number as given"), max_length=60, blank=True)
    place = models.CharField(_("place as given"), max_length=300, blank=True)
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="visits")
    team = models.ForeignKey(Team, models.PROTECT, related_name="visits")
    stage = models.CharField(_("stage"), max_length=20, choices=Stage.choices)
    arrived_at = models.DateTimeField(_("arrived at"))
    departed_at = models.DateTimeField(_("departed at"), null=True, blank=True)
    chosen_by = models.CharField(
        _("chosen by"), max_length=20, choices=ChosenBy.choices, blank=True
    )
    accompanied_by_official = models.BooleanField(_("accompanied by an official"), null=True)
    registered_voters = models.PositiveIntegerField(_("registered voters"), null=True, blank=True)
    voted_so_far = models.PositiveIntegerField(_("voted so far"), null=True, blank=True)
    voted_as_of = models.TimeField(_("voted as of"), null=True, blank=True)
    commission_present = models.PositiveSmallIntegerField(
        _("commission members present"), null=True, blank=True
    )
    commission_women = models.PositiveSmallIntegerField(_("of these, women"), null=True, blank=True)
    chair_gender = models.CharField(
        _("chair"), max_length=20, choices=ChairGender.choices, blank=True
    )
    agents_contestants = models.PositiveSmallIntegerField(
        _("contestants with agents present"), null=True, blank=True
    )
    comments = models.TextField(_("comments"), blank=True)
    approximate = models.CharField(_("approximate numbers"), max_length=200, blank=True)

    form_version = models.ForeignKey(FormVersion, models.PROTECT, related_name="visits")
    state = models.CharField(
        _("state"), max_length=20, choices=VisitState.choices, default=VisitState.SUBMITTED
    )
    awaits_review = models.BooleanField(_("awaits review"), default=True)
    urgent = models.BooleanField(_("holds an urgent answer"), default=False)
    adverse = models.BooleanField(_("holds an adverse answer"), default=False)
    urgent_waits = models.BooleanField(
        _("an urgent answer waits"),
        default=False,
        help_text=_("An urgent answer was sent that is not yet verified or set aside."),
    )
    flags = models.CharField(_("flags"), max_length=1000, blank=True)
    received_at = models.DateTimeField(_("received at"), default=timezone.now)
    standing_revision = models.PositiveIntegerField(_("revision shown"), default=1)
    latest_revision = models.PositiveIntegerField(_("latest revision"), default=1)

    objects: ClassVar = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        ordering = ["arrived_at", "code"]
        constraints = [
            models.UniqueConstraint(fields=["mission", "code"], name="visit_code_once"),
            models.CheckConstraint(
                # A visit at a station that is not listed counts only once it is matched.
                condition=~models.Q(state=VisitState.VERIFIED) | models.Q(station__isnull=False),
                name="only_a_listed_station_is_verified",
            ),
        ]
        indexes = [
            models.Index(fields=["mission", "state", "stage"]),
            models.Index(fields=["mission", "awaits_review", "received_at"]),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def flag_codes(self) -> list[str]:
        """The codes of what a reviewer should look at."""
        return self.flags.split()


class VisitRevision(models.Model):
    """What was sent, byte for byte, and when; never changed.

    But of what an import brought, a later import may correct when it was received.
    """

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField(_("revision"))
    parent_sha256 = models.CharField(_("hash of the revision before"), max_length=64, blank=True)
    sha256 = models.CharField(_("hash"), max_length=64)
    payload = models.BinaryField(_("payload"))
    source = models.CharField(_("came by"), max_length=20, choices=Source.choices)
    device = models.CharField(_("device"), max_length=100, blank=True)
    device_time = models.DateTimeField(_("device time"), null=True, blank=True)
    # What the device's clock said when it sent this, less what the server's said.
    clock_off = models.IntegerField(_("clock off by seconds"), null=True, blank=True)
    received_at = models.DateTimeField(_("received at"), default=timezone.now)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="revisions"
    )
    form_version = models.ForeignKey(FormVersion, models.PROTECT, related_name="revisions")
    urgent = models.BooleanField(_("holds an urgent answer"), default=False)
    flags = models.CharField(_("flags"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["visit", "number"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "number"], name="revision_number_once"),
            models.UniqueConstraint(fields=["visit", "sha256"], name="revision_bytes_once"),
        ]

    def __str__(self) -> str:
        return f"{self.visit} / {self.number}"

    @property
    def clock_words(self) -> str:
        """How far the device's clock was off, in words; "" where it was right."""
        return clock_words(self.clock_off)


class CopyDecision(models.TextChoices):
    """What became of a copy that was kept beside a visit."""

    ADOPTED = "adopted", _("Taken as a revision")
    LEFT = "left", _("Left aside")
    MERGED = "merged", _("Merged by the team")


class VisitConflict(models.Model):
    """Bytes for a known visit that do not follow its stored revision: kept beside, never lost.

    The visit waits for review until it is decided what becomes of them.
    """

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="conflicts")
    parent_sha256 = models.CharField(_("hash of the revision before"), max_length=64, blank=True)
    sha256 = models.CharField(_("hash"), max_length=64)
    payload = models.BinaryField(_("payload"))
    source = models.CharField(_("came by"), max_length=20, choices=Source.choices)
    device = models.CharField(_("device"), max_length=100, blank=True)
    clock_off = models.IntegerField(_("clock off by seconds"), null=True, blank=True)
    received_at = models.DateTimeField(_("received at"), default=timezone.now)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="conflicts"
    )
    urgent = models.BooleanField(_("holds an urgent answer"), default=False)
    decision = models.CharField(
        _("decision"), max_length=20, choices=CopyDecision.choices, blank=True
    )
    note = models.TextField(_("note"), blank=True)
    resolved_at = models.DateTimeField(_("resolved at"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("conflicting copy")
        verbose_name_plural = _("conflicting copies")
        ordering = ["received_at"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "sha256"], name="conflict_bytes_once"),
            models.CheckConstraint(
                condition=models.Q(decision="", resolved_at=None)
                | (~models.Q(decision="") & models.Q(resolved_at__isnull=False)),
                name="a_decided_copy_is_resolved",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit} / {self.sha256[:12]}"


class ReviewDecision(models.TextChoices):
    """What a review decides; a proposal waits for a second person."""

    VERIFIED = "verified", _("Verified")
    RETURNED = "returned", _("Returned with a question")
    SET_ASIDE = "set_aside", _("Set aside")
    SET_ASIDE_PROPOSED = "set_aside_proposed", _("Proposed to be set aside")
    VERIFY_PROPOSED = "verify_proposed", _("Proposed to be verified")


# One person's word; what was decided before holds until a second one agrees.
PROPOSALS = (ReviewDecision.SET_ASIDE_PROPOSED, ReviewDecision.VERIFY_PROPOSED)


class SetAsideReason(models.TextChoices):
    """Why evidence may be set aside; there is no other reason."""

    WRONG_STATION = "wrong_station", _("Wrong station or stage")
    DUPLICATE = "duplicate", _("Duplicate")
    WITHDRAWN = "withdrawn", _("Withdrawn by the team")
    HEARSAY = "hearsay", _("Hearsay entered as seen")
    IMPORTED = "imported", _("Imported, no reason given")


class Review(models.Model):
    """A decision on one revision. The last decision on a revision holds; none is deleted."""

    revision = models.ForeignKey(VisitRevision, models.CASCADE, related_name="reviews")
    decision = models.CharField(_("decision"), max_length=20, choices=ReviewDecision.choices)
    reason = models.CharField(
        _("reason"), max_length=20, choices=SetAsideReason.choices, blank=True
    )
    note = models.TextField(_("note"), blank=True)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="reviews"
    )
    reviewed_by = models.CharField(_("reviewed by"), max_length=200, blank=True)
    reviewed_at = models.DateTimeField(_("reviewed at"), default=timezone.now)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["reviewed_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(decision="set_aside") | ~models.Q(reason=""),
                name="setting_aside_has_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.revision}: {self.get_decision_display()}"
