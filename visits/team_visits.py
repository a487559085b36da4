"""A team's visits as the team is told of them: where each stands and what is asked, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Count,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from missions.enumerations import Stage
from observers.models import Team
from visits.asked import with_last_decision
from visits.models import (
    PROPOSALS,
    Attachment,
    CopyDecision,
    Finding,
    Review,
    ReviewDecision,
    Source,
    Visit,
    VisitConflict,
    VisitRevision,
    VisitState,
)


class Standing(TextChoices):
    """How a team may narrow its visits; a verified visit may wait with a correction as well."""

    ASKED = "asked", gettext_lazy("Asked")
    WAITING = "waiting", gettext_lazy("Waiting")
    VERIFIED = "verified", gettext_lazy("Verified")
    SET_ASIDE = "set_aside", gettext_lazy("Set aside")


CONDITIONS = {
    Standing.ASKED: Q(last_decision=ReviewDecision.RETURNED),
    Standing.WAITING: Q(awaits_review=True),
    Standing.VERIFIED: Q(state=VisitState.VERIFIED),
    Standing.SET_ASIDE: Q(state=VisitState.SET_ASIDE),
}
COPY_WAITS = gettext_lazy(
    "Another version of this visit came from another phone or page. Both are kept: compare them "
    "and choose what holds. You need not send it again."
)
COPY_LEFT = gettext_lazy(
    "Another version that was sent was left aside: it is kept, and does not count."
)


@dataclass(frozen=True)
class TeamVisit:
    """One visit, read with all that its team is told of it."""

    visit: Visit

    @property
    def asked(self) -> Review | None:
        """The secretariat's question, while no newer revision has answered it."""
        decided = self._decisions(self.visit.latest_revision)
        return decided[-1] if decided and decided[-1].decision == ReviewDecision.RETURNED else None

    @property
    def told(self) -> str:
        """Where the visit stands, in a sentence or two."""
        sentences = [self._standing(), *self._copies()]
        return " ".join(sentence for sentence in sentences if sentence)

    @property
    def beside(self) -> list[VisitConflict]:
        """The other versions that are not decided on, for the team to merge."""
        copies = self.visit.conflicts.all() if self.may_change else []
        return [copy for copy in copies if copy.resolved_at is None]

    @property
    def may_change(self) -> bool:
        """Whether a correction makes sense: what was set aside is spoken of first."""
        return self.visit.state != VisitState.SET_ASIDE

    @property
    def logged(self) -> VisitRevision | None:
        """The first sending."""
        return self._revision(1)

    @property
    def corrected(self) -> VisitRevision | None:
        """The latest sending, where there is more than one."""
        latest = self.visit.latest_revision
        return self._revision(latest) if latest > 1 else None

    @property
    def by_the_team(self) -> bool:
        """Whether the team sent it itself; else the secretariat or a folder did."""
        return self.logged is not None and self.logged.source in (Source.DEVICE, Source.FORM)

    def _standing(self) -> str:
        visit = self.visit
        newer = visit.latest_revision > visit.standing_revision
        if visit.state == VisitState.SET_ASIDE:
            return self._set_aside()
        if visit.state == VisitState.VERIFIED and newer and visit.awaits_review:
            return _("Verified, and it counts. Your correction waits for review.")
        if visit.state == VisitState.VERIFIED and self.asked:
            return _("The earlier version is verified and counts. Your correction came back.")
        if visit.state == VisitState.VERIFIED:
            return _("Verified: it counts.")
        if self.asked:
            return _(
                "It came back with a question: it counts only once that is answered and the visit "
                "is verified."
            )
        return _("The secretariat has it and reviews it next.")

    def _set_aside(self) -> str:
        decided = self._decisions(self.visit.standing_revision)
        reason = decided[-1].get_reason_display() if decided else ""
        told = _("Set aside: it is kept, and does not count. Reason: %(reason)s.")
        call = _("If this is wrong, call the secretariat.")
        return f"{told % {'reason': reason or '–'}} {call}"

    def _copies(self) -> list[str]:
        copies = self.visit.conflicts.all()
        waits = any(copy.resolved_at is None for copy in copies)
        left = any(copy.decision == CopyDecision.LEFT for copy in copies)
        return [str(told) for told, holds in ((COPY_WAITS, waits), (COPY_LEFT, left)) if holds]

    def _revision(self, number: int) -> VisitRevision | None:
        found = (each for each in self.visit.revisions.all() if each.number == number)
        return next(found, None)

    def _decisions(self, number: int) -> list[Review]:
        """Return what was decided on a revision, oldest first; a proposal decides nothing."""
        revision = self._revision(number)
        reviews = revision.reviews.all() if revision else []
        return [review for review in reviews if review.decision not in PROPOSALS]


def visits_of(team: Team) -> QuerySet[Visit]:
    """Return the team's visits with `last_decision`, newest arrival first."""
    own = Visit.objects.filter(mission=team.mission_id).of_team(team)
    return with_last_decision(own).order_by("-arrived_at", "-pk")


def narrowed(visits: QuerySet[Visit], standing: str, stage: str) -> QuerySet[Visit]:
    """Return the visits of a standing and a stage; "" or an unknown word narrows nothing."""
    if standing in Standing.values:
        visits = visits.filter(CONDITIONS[Standing(standing)])
    return visits.filter(stage=stage) if stage in Stage.values else visits


def amounts_of(visits: QuerySet[Visit]) -> Mapping[str, int]:
    """Return how many visits there are by standing and by stage, and under "all"; one query."""
    counted = {each.value: Count("pk", filter=holds) for each, holds in CONDITIONS.items()}
    stages = {each.value: Count("pk", filter=Q(stage=each)) for each in Stage}
    return visits.order_by().aggregate(all=Count("pk"), **counted, **stages)


def to_tell(visits: QuerySet[Visit]) -> QuerySet[Visit]:
    """Return the visits with all that `TeamVisit` says of them; four queries for any number."""
    reviews = Review.objects.order_by("reviewed_at", "pk")
    sent = VisitRevision.objects.defer("payload").select_related("account")
    return (
        visits.select_related("station", "area")
        .annotate(
            findings_told=_how_many(Finding),
            photos_told=_how_many(Attachment),
            photos_here=_how_many(Attachment, received_at__isnull=False),
        )
        .prefetch_related(
            Prefetch("revisions", sent.prefetch_related(Prefetch("reviews", reviews))),
            Prefetch("conflicts", VisitConflict.objects.defer("payload")),
        )
    )


def _how_many(model: type[Finding] | type[Attachment], **condition: Any) -> Coalesce:
    """Count by itself: two joins would multiply each other."""
    rows = model._default_manager.filter(visit=OuterRef("pk"), **condition)
    counted = rows.order_by().values("visit").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
