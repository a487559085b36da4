"""Observation forms: one JSON definition is one version, named by its hash."""

from typing import ClassVar, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from missions.enumerations import Stage
from missions.models import Imported, Mission


class FormVersionQuerySet(models.QuerySet["FormVersion"]):
    """Form versions, in domain words."""

    def current(self, mission: Mission) -> Self:
        """Return the versions a mission may use now, its own last, newest last, by stage."""
        mine = models.Q(mission=mission) | models.Q(mission=None)
        own_last = models.F("mission").asc(nulls_first=True)
        return self.filter(mine).order_by("stage", own_last, "number")


class FormVersion(models.Model):
    """A published version of a stage's form; it never changes. No mission: a standard form."""

    mission = models.ForeignKey(
        Mission, models.CASCADE, null=True, blank=True, related_name="form_versions"
    )
    stage = models.CharField(_("stage"), max_length=20, choices=Stage.choices)
    number = models.PositiveIntegerField(_("version"))
    definition = models.JSONField(_("definition"))
    sha256 = models.CharField(_("hash"), max_length=64, db_index=True)
    published_at = models.DateTimeField(_("published at"), default=timezone.now)

    objects: ClassVar = FormVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("form version")
        verbose_name_plural = _("form versions")
        ordering = ["stage", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["mission", "stage", "number"], name="form_version_once_in_a_mission"
            ),
            models.UniqueConstraint(
                fields=["stage", "number"],
                condition=models.Q(mission=None),
                name="standard_form_version_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_stage_display()} {self.number}"


class MissionQuestion(Imported):
    """A question a mission adds to a standard form, written as in questions.csv."""

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="own_questions")
    code = models.CharField(_("code"), max_length=80)
    stage = models.CharField(_("stage"), max_length=20, choices=Stage.choices)
    label = models.CharField(_("label"), max_length=300)
    names = models.JSONField(_("labels in other languages"), default=dict, blank=True)
    type = models.CharField(_("type"), max_length=20)
    choices = models.TextField(_("choices"), blank=True)
    adverse = models.CharField(_("adverse answers"), max_length=300, blank=True)
    theme = models.CharField(_("theme"), max_length=30, blank=True)
    after = models.CharField(_("after question"), max_length=80, blank=True)
    only_if = models.CharField(_("only if"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("question of the mission")
        verbose_name_plural = _("questions of the mission")
        ordering = ["stage", "code"]
        constraints = [
            models.UniqueConstraint(fields=["mission", "code"], name="question_code_once")
        ]

    def __str__(self) -> str:
        return self.label


class SwitchedOffQuestion(models.Model):
    """A question, of the standard forms or its own, that a mission does not ask."""

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="switched_off")
    question = models.CharField(_("question"), max_length=80)

    class Meta:
        verbose_name = _("question switched off")
        verbose_name_plural = _("questions switched off")
        ordering = ["question"]
        constraints = [
            models.UniqueConstraint(
                fields=["mission", "question"], name="a_question_is_switched_off_once"
            )
        ]

    def __str__(self) -> str:
        return self.question
