"""A statement under work: what people changed of the draft that the records make.

The draft itself is made anew from the records each time. A block is one sentence that somebody
touched, or wrote: its texts and placements are only ever added to, and the newest of each holds.
"""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from missions.models import Mission


class StatementKind(models.TextChoices):
    """The kinds of statement people work on; a final report comes weeks later."""

    SHORT = "short", _("Short statement")
    PRELIMINARY = "preliminary", _("Preliminary statement")
    FINAL = "final", _("Final report")


class Statement(models.Model):
    """One kind of statement of one mission, as its people edit it."""

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="statements")
    kind = models.CharField(_("kind"), max_length=20, choices=StatementKind.choices)
    made_at = models.DateTimeField(_("made at"), default=timezone.now)

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ["mission", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["mission", "kind"], name="one_statement_of_a_kind")
        ]

    def __str__(self) -> str:
        return f"{self.mission}: {self.get_kind_display()}"


class Block(models.Model):
    """One sentence of a statement that somebody edited, cut, moved or wrote.

    `key` is the sentence's key in the draft; what people write themselves has a key that starts
    with "own.".
    """

    OWN: ClassVar[str] = "own."

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    statement = models.ForeignKey(Statement, models.CASCADE, related_name="blocks")
    key = models.CharField(_("key"), max_length=120)

    class Meta:
        verbose_name = _("block")
        verbose_name_plural = _("blocks")
        ordering = ["statement", "key"]
        constraints = [
            models.UniqueConstraint(fields=["statement", "key"], name="a_sentence_is_one_block")
        ]

    def __str__(self) -> str:
        return self.key


class BlockText(models.Model):
    """A text that somebody gave a block, in one language; never changed.

    `text` may hold placeholders for what is bound ({n}, {of}, {quantifier}, {basis}, {rest}, and
    the mission's figures by name). `about` and `stated` are what it states, so that a text without
    any number can be contradicted too. `parent` is the text the edit began from (none: the
    machine's own); where another had come meanwhile, it is kept `beside`, until a text `merges` it.
    """

    block = models.ForeignKey(Block, models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=12)
    number = models.PositiveIntegerField(_("revision"))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="successors"
    )
    beside = models.BooleanField(_("kept beside"), default=False)
    merges = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="merged_by"
    )
    # Empty: back to the machine's own text.
    text = models.TextField(_("text"), blank=True)
    about = models.CharField(_("speaks of"), max_length=20, blank=True)
    stated = models.CharField(_("states"), max_length=20, blank=True)
    # Codes of the records an own sentence rests on.
    findings = models.JSONField(_("findings"), default=list, blank=True)
    meetings = models.JSONField(_("meetings"), default=list, blank=True)
    sources = models.JSONField(_("source documents"), default=list, blank=True)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("text of a block")
        verbose_name_plural = _("texts of blocks")
        ordering = ["block", "language", "number"]
        constraints = [
            models.UniqueConstraint(fields=["block", "language", "number"], name="text_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.block} / {self.language} {self.number}"


class BlockPlacement(models.Model):
    """Where somebody put a block, or that they cut it; never changed, the newest holds.

    No section: where the machine puts it. `after` is the key of the sentence before it; none: the
    first of its section.
    """

    block = models.ForeignKey(Block, models.CASCADE, related_name="placements")
    number = models.PositiveIntegerField(_("revision"))
    section = models.CharField(_("section"), max_length=40, blank=True)
    after = models.CharField(_("after"), max_length=120, blank=True)
    cut = models.BooleanField(_("cut"), default=False)
    reason = models.TextField(_("reason"), blank=True)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("placement of a block")
        verbose_name_plural = _("placements of blocks")
        ordering = ["block", "number"]
        constraints = [
            models.UniqueConstraint(fields=["block", "number"], name="placement_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.block} / {self.number}"
