"""Delegations, observers, teams and their deployment."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from missions.enumerations import ChosenBy, Stage
from missions.models import Area, Imported, Membership, Mission, Named, Station


class DelegationKind(models.TextChoices):
    """Who sends the delegation."""

    MEMBER_STATE = "member_state", _("Member state")
    SECRETARIAT = "secretariat", _("Secretariat")
    PARTNER = "partner", _("Partner")


class InstitutionKind(models.TextChoices):
    """What kind of institution an observer comes from."""

    SECRETARIAT = "secretariat", _("Secretariat")
    ELECTION_COMMISSION = "election_commission", _("Election commission")
    ACADEMIA = "academia", _("Academia")
    GOVERNMENT = "government", _("Government")
    PARLIAMENT = "parliament", _("Parliament")
    DIPLOMATIC = "diplomatic", _("Diplomatic service")
    CIVIL_SOCIETY = "civil_society", _("Civil society")
    OTHER = "other", _("Other")


class ObserverRole(models.TextChoices):
    """What a person is in the mission; what their account may do is missions.Role."""

    HEAD_OF_MISSION = "head_of_mission", _("Head of mission")
    DEPUTY_HEAD = "deputy_head", _("Deputy head of mission")
    CORE_TEAM = "core_team", _("Core team")
    HEAD_OF_DELEGATION = "head_of_delegation", _("Head of delegation")
    LONG_TERM = "long_term", _("Long-term observer")
    SHORT_TERM = "short_term", _("Short-term observer")
    INTERPRETER = "interpreter", _("Interpreter")


class AccreditationStatus(models.TextChoices):
    """Where an observer's accreditation stands with the host's election commission."""

    NOMINATED = "nominated", _("Nominated")
    SUBMITTED = "submitted", _("Submitted")
    ACCREDITED = "accredited", _("Accredited")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Delegation(Imported, Named):
    """The people one member state, the secretariat or a partner sends to a mission."""

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="delegations")
    code = models.CharField(_("code"), max_length=60)
    kind = models.CharField(_("kind"), max_length=20, choices=DelegationKind.choices)
    country = CountryField(_("country"), blank=True)
    quota = models.PositiveSmallIntegerField(_("quota"), null=True, blank=True)

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["mission", "code"], name="delegation_code_once"),
            models.CheckConstraint(
                condition=~models.Q(kind=DelegationKind.MEMBER_STATE) | ~models.Q(country=""),
                name="a_member_state_names_its_country",
            ),
        ]

    def __str__(self) -> str:
        return self.named()


# What is known of somebody: of these the audit keeps that they changed, never what they say.
OF_A_PERSON = frozenset({"name", "names", "nationality", "gender", "email", "phone", "languages"})


class Person(Named):
    """A person in the installation's registry. People are never merged by name."""

    PERSONAL_FIELDS: ClassVar[frozenset[str]] = OF_A_PERSON

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="person"
    )
    nationality = CountryField(_("nationality"), blank=True)
    gender = models.CharField(_("gender"), max_length=20, blank=True)
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    languages = models.CharField(_("languages"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.named()


class Observer(Imported):
    """A person in a mission."""

    PERSONAL_FIELDS: ClassVar[frozenset[str]] = OF_A_PERSON | {"accreditation_number"}

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="observers")
    code = models.CharField(_("code"), max_length=60)
    person = models.ForeignKey(Person, models.PROTECT, related_name="observations")
    delegation = models.ForeignKey(Delegation, models.PROTECT, related_name="observers")
    institution = models.CharField(_("institution"), max_length=300, blank=True)
    institution_kind = models.CharField(
        _("kind of institution"), max_length=30, choices=InstitutionKind.choices, blank=True
    )
    role = models.CharField(
        _("role"), max_length=30, choices=ObserverRole.choices, default=ObserverRole.SHORT_TERM
    )
    accreditation_number = models.CharField(_("accreditation number"), max_length=60, blank=True)
    accreditation_status = models.CharField(
        _("accreditation"),
        max_length=20,
        choices=AccreditationStatus.choices,
        default=AccreditationStatus.ACCREDITED,
    )
    pledge_signed_on = models.DateField(_("pledge signed on"), null=True, blank=True)

    class Meta:
        verbose_name = _("observer")
        verbose_name_plural = _("observers")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["mission", "code"], name="observer_code_once"),
            models.UniqueConstraint(fields=["mission", "person"], name="person_once_in_a_mission"),
        ]

    def __str__(self) -> str:
        return str(self.person)


class Team(Imported, Named):
    """Two or more observers from different states who visit stations together."""

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="teams")
    code = models.CharField(_("code"), max_length=60)
    area = models.ForeignKey(Area, models.PROTECT, related_name="teams")
    members = models.ManyToManyField(Observer, through="TeamMember", related_name="teams")
    reason = models.CharField(_("reason for a team of one state"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["mission", "code"], name="team_code_once")]

    def __str__(self) -> str:
        return self.named() or self.code


class TeamMember(models.Model):
    """An observer's place in the one team they may be in."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="places")
    observer = models.OneToOneField(Observer, models.CASCADE, related_name="place")

    class Meta:
        verbose_name = _("team member")
        verbose_name_plural = _("team members")

    def __str__(self) -> str:
        return f"{self.observer} ({self.team})"


class Deployment(Imported):
    """A station a team is planned to visit at a stage."""

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="deployments")
    team = models.ForeignKey(Team, models.CASCADE, related_name="deployments")
    station = models.ForeignKey(Station, models.PROTECT, related_name="deployments")
    stage = models.CharField(_("stage"), max_length=20, choices=Stage.choices)
    planned_at = models.DateTimeField(_("planned at"), null=True, blank=True)
    chosen_by = models.CharField(
        _("chosen by"), max_length=20, choices=ChosenBy.choices, blank=True
    )

    class Meta:
        verbose_name = _("deployment")
        verbose_name_plural = _("deployments")
        ordering = ["planned_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["team", "station", "stage"], name="planned_once_for_a_team"
            )
        ]

    def __str__(self) -> str:
        return f"{self.team}: {self.station}, {self.get_stage_display()}"


class PromisedObserver(models.Model):
    """The observer an account is said to be, until its holder takes the role up."""

    membership = models.OneToOneField(Membership, models.CASCADE, related_name="promised_observer")
    observer = models.ForeignKey(Observer, models.CASCADE, related_name="+")
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("observer somebody is said to be")
        verbose_name_plural = _("observers somebody is said to be")

    def __str__(self) -> str:
        return f"{self.membership}: {self.observer}"


class DelegationScope(models.Model):
    """The one delegation that a focal point or a head of delegation acts for."""

    membership = models.OneToOneField(Membership, models.CASCADE, related_name="scope")
    delegation = models.ForeignKey(Delegation, models.CASCADE, related_name="scopes")

    class Meta:
        verbose_name = _("scope of a delegation")
        verbose_name_plural = _("scopes of delegations")

    def __str__(self) -> str:
        return f"{self.membership}: {self.delegation}"
