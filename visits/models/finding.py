"""Findings, and files that come with visits and findings."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from missions.enumerations import Stage, Theme
from missions.models import Area, Imported, Mission, Station
from observers.models import Team
from visits.models.visit import Visit, VisitState


class Polarity(models.TextChoices):
    """Whether a finding speaks of a problem or of something good."""

    ADVERSE = "adverse", _("Adverse")
    FAVOURABLE = "favourable", _("Favourable")


class Severity(models.TextChoices):
    """How grave a finding is."""

    CRITICAL = "critical", _("Critical")
    SERIOUS = "serious", _("Serious")
    MINOR = "minor", _("Minor")
    NOTE = "note", _("Note")


class Basis(models.TextChoices):
    """How the mission knows; what was told never stands as observed."""

    SEEN = "seen", _("Seen by the team")
    AFTERMATH = "aftermath", _("Aftermath seen by the team")
    TOLD = "told", _("Told to the team")
    DOCUMENT = "document", _("Document")
    MEETING = "meeting", _("Meeting")
    OFFICIAL = "official", _("Figure from an authority")
    MEDIA = "media", _("Media")


class FindingState(models.TextChoices):
    """How far the secretariat has come with a finding."""

    NEW = "new", _("New")
    CALLED_BACK = "called_back", _("Called back")
    CONFIRMED = "confirmed", _("Confirmed")
    NOT_CONFIRMED = "not_confirmed", _("Not confirmed")
    REFUTED = "refuted", _("Refuted")
    DUPLICATE = "duplicate", _("Duplicate")


class FindingQuerySet(models.QuerySet["Finding"]):
    """Findings, in domain words."""

    def in_draft(self) -> Self:
        """Return the findings a draft tells: confirmed, or told and not confirmed.

        A visit's own only when the visit is verified (mission-folder format, statement JSON).
        """
        told = models.Q(basis=Basis.TOLD, state=FindingState.NOT_CONFIRMED)
        known = models.Q(state=FindingState.CONFIRMED) | told
        return self.filter(known).filter(
            models.Q(visit=None) | models.Q(visit__state=VisitState.VERIFIED)
        )


class Finding(Imported):
    """Something a team saw, was told or read; with or without a visit."""

    # Free text may name people.
    PERSONAL_FIELDS: ClassVar[frozenset[str]] = frozenset(
        {"summary", "told_by", "reported_to", "response", "told"}
    )

    uuid = models.UUIDField(_("number made by the device"), unique=True, editable=False)
    # Of what was sent, where the finding was sent by itself.
    sha256 = models.CharField(_("hash"), max_length=64, blank=True, editable=False)
    mission = models.ForeignKey(Mission, models.CASCADE, related_name="findings")
    code = models.CharField(_("code"), max_length=60)
    theme = models.CharField(_("theme"), max_length=30, choices=Theme.choices)
    summary = models.TextField(_("summary"))
    question = models.CharField(_("question"), max_length=80, blank=True)
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, blank=True, related_name="findings")
    station = models.ForeignKey(
        Station, models.PROTECT, null=True, blank=True, related_name="findings"
    )
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="findings")
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="findings")
    occurred_at = models.DateTimeField(_("when"), null=True, blank=True)
    stage = models.CharField(_("stage"), max_length=20, choices=Stage.choices, blank=True)
    polarity = models.CharField(
        _("polarity"), max_length=20, choices=Polarity.choices, default=Polarity.ADVERSE
    )
    severity = models.CharField(
        _("severity"), max_length=20, choices=Severity.choices, default=Severity.NOTE
    )
    basis = models.CharField(_("basis"), max_length=20, choices=Basis.choices, default=Basis.SEEN)
    told_by = models.CharField(_("told by (role, no name)"), max_length=200, blank=True)
    tellers = models.PositiveSmallIntegerField(_("independent tellers"), null=True, blank=True)
    affected = models.PositiveIntegerField(_("how many affected"), null=True, blank=True)
    approximate = models.CharField(_("approximate numbers"), max_length=200, blank=True)
    reported_to = models.CharField(_("reported to"), max_length=300, blank=True)
    response = models.TextField(_("what was done about it"), blank=True)
    obligation = models.CharField(_("obligation"), max_length=300, blank=True)
    confidential = models.BooleanField(_("confidential"), default=False)
    state = models.CharField(
        _("state"), max_length=20, choices=FindingState.choices, default=FindingState.NEW
    )
    duplicate_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="duplicates"
    )
    # What one person proposed of a grave confirmed finding, by field: it waits for a second one.
    proposed = models.JSONField(_("proposed"), default=dict, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # What the secretariat has changed, by field, as it was told first.
    told = models.JSONField(_("as it was told"), default=dict, blank=True)
    received_at = models.DateTimeField(_("received at"), default=timezone.now)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="findings"
    )

    objects: ClassVar = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["mission", "code"], name="finding_code_once"),
            models.CheckConstraint(
                condition=~models.Q(duplicate_of=models.F("id")),
                name="finding_not_its_own_duplicate",
            ),
        ]
        indexes = [models.Index(fields=["mission", "state"])]

    def __str__(self) -> str:
        return self.code


class Attachment(models.Model):
    """A file of a visit or a finding; expected before it has arrived."""

    uuid = models.UUIDField(_("number made by the device"), unique=True, editable=False)
    mission = models.ForeignKey(Mission, models.CASCADE, related_name="attachments")
    visit = models.ForeignKey(
        Visit, models.PROTECT, null=True, blank=True, related_name="attachments"
    )
    finding = models.ForeignKey(
        Finding, models.PROTECT, null=True, blank=True, related_name="attachments"
    )
    # Of what the device sends, as it told beforehand.
    sha256 = models.CharField(_("hash"), max_length=64)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    content_type = models.CharField(_("kind of file"), max_length=100)
    # What is stored instead: a picture written anew; "" for what is no picture, kept as it came.
    file = models.FileField(_("file"), upload_to="attachments/", blank=True)
    stored_sha256 = models.CharField(_("hash of the stored file"), max_length=64, blank=True)
    stored_size = models.PositiveBigIntegerField(_("stored size in bytes"), null=True, blank=True)
    stored_type = models.CharField(_("stored kind of picture"), max_length=20, blank=True)
    received_at = models.DateTimeField(_("received at"), null=True, blank=True)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        # As the phone told them.
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(visit__isnull=False) | models.Q(finding__isnull=False),
                name="attachment_belongs_somewhere",
            ),
            models.CheckConstraint(
                condition=models.Q(received_at=None) | ~models.Q(file=""),
                name="an_attachment_that_came_is_stored",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sha256[:12]}"
