"""All that the page of one visit shows, read in a fixed number of queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from missions.models import Station
from visits.actions.matching import was_matched
from visits.answer_sheet import AnswerSheet, answer_sheet
from visits.definition import FormDefinition
from visits.differences import Difference, differences
from visits.flags import flag_sentences
from visits.form_versions import definition_of
from visits.models import (
    PROPOSALS,
    Attachment,
    Finding,
    Review,
    ReviewDecision,
    Source,
    Visit,
    VisitConflict,
    VisitRevision,
    VisitState,
)
from visits.payload import UnreadableVisit, load_payload
from visits.photo_list import ShownPhotos, shown_photos
from visits.positions import Position, position_told
from visits.reading import read_moment
from visits.replies import Reply, replies_in

MOST_STATIONS = 20


def visit_for_page(visits: QuerySet[Visit], uuid: UUID) -> Visit | None:
    """Return the visit with all that its page names, or None.

    `files` are the attachments that are expected, `files_here` those that have arrived.
    """
    named = visits.select_related("mission", "station__area", "area", "team", "form_version")
    named = named.annotate(files=_files(), files_here=_files(received_at__isnull=False))
    # The definition is kept parsed; no need to read it each time.
    return named.defer("form_version__definition").filter(uuid=uuid).first()


def _files(**condition: Any) -> Coalesce:
    """Return how many attachments a visit has."""
    mine = Attachment.objects.filter(visit=OuterRef("pk"), **condition).order_by()
    counted = mine.values("visit").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


@dataclass(frozen=True)
class Call:
    """A revision that the secretariat entered for a team that phoned: who called, and when."""

    called_by: str
    called_at: datetime | None


@dataclass
class VisitPage:
    """A visit with its answers, findings, revisions, reviews and conflicts."""

    visit: Visit

    @cached_property
    def form(self) -> FormDefinition:
        """The form the visit is pinned to."""
        return definition_of(self.visit.form_version)

    @cached_property
    def sheet(self) -> AnswerSheet:
        """The answers of the standing revision."""
        return answer_sheet(self.form, self.visit.answers.all(), get_language() or "en")

    @cached_property
    def findings(self) -> list[Finding]:
        """The findings logged with the visit."""
        return list(self.visit.findings.select_related("duplicate_of", "mission"))

    @cached_property
    def photos(self) -> ShownPhotos:
        """The photos of any of its revisions and copies, those on their way among them."""
        return shown_photos(self.visit.attachments.all())

    @cached_property
    def revisions(self) -> list[VisitRevision]:
        """Every revision with its reviews, newest first."""
        reviews = Review.objects.order_by("pk").select_related("account")
        rows = self.visit.revisions.select_related("account").prefetch_related(
            Prefetch("reviews", reviews)
        )
        return sorted(rows, key=lambda revision: -revision.number)

    @cached_property
    def reviews(self) -> list[Review]:
        """Every review, oldest first."""
        found = [review for each in self.revisions for review in each.reviews.all()]
        return sorted(found, key=lambda review: review.pk)

    @property
    def latest(self) -> VisitRevision:
        """The revision that came last."""
        return self._numbered(self.visit.latest_revision)

    @property
    def standing(self) -> VisitRevision:
        """The revision that is shown."""
        return self._numbered(self.visit.standing_revision)

    def to_decide(self, number: str) -> VisitRevision:
        """Return the revision a reviewer decides on: as asked, else what waits, else what stands.

        Only the latest and the standing one can be decided on.
        """
        for each in (self.latest, self.standing):
            if number == str(each.number):
                return each
        return self.latest if self.latest_waits else self.standing

    def follows_urgent(self, revision: VisitRevision) -> bool:
        """Return whether an earlier revision with an urgent answer was ever verified."""
        urgent = [each for each in self.revisions if each.urgent and each.number < revision.number]
        made = {review.decision for each in urgent for review in each.reviews.all()}
        return ReviewDecision.VERIFIED in made

    def _numbered(self, number: int) -> VisitRevision:
        return next(each for each in self.revisions if each.number == number)

    @property
    def matched(self) -> bool:
        """Whether the secretariat found the station: the team itself named none of the list."""
        return was_matched(self.visit, self.standing)

    @property
    def may_be_matched(self) -> bool:
        """Whether the station is still to be found, or may be another one after all."""
        return self.visit.station_id is None or (self.matched and not self.counts)

    @property
    def call(self) -> Call | None:
        """The call that the revision shown was written down from, if it came so."""
        if self.standing.source != Source.SECRETARIAT:
            return None
        told = _told(self.standing)
        return Call(str(told.get("called_by") or ""), read_moment(told.get("called_at")))

    @property
    def position(self) -> Position | None:
        """Where the phone was, if the revision shown says so."""
        return position_told(_told(self.standing))

    @cached_property
    def changes(self) -> dict[int, list[Difference]]:
        """What each revision but the first says otherwise than the one before, by number."""
        told = {each.number: _told(each) for each in self.revisions}
        return {
            number: self._differences(told[number - 1], said)
            for number, said in told.items()
            if number - 1 in told
        }

    @property
    def told_revisions(self) -> list[tuple[VisitRevision, list[Difference]]]:
        """Every revision, newest first, with what it changed."""
        return [(each, self.changes.get(each.number, [])) for each in self.revisions]

    @property
    def counts(self) -> bool:
        """Whether the standing revision counts."""
        return self.visit.state == VisitState.VERIFIED

    @property
    def waits_beside(self) -> bool:
        """Whether a newer revision waits beside the one that is shown."""
        latest, standing = self.visit.latest_revision, self.visit.standing_revision
        return latest != standing and self.latest_waits

    @property
    def latest_waits(self) -> bool:
        """Whether the latest revision waits: not decided, or proposed to be decided."""
        last = [*self.latest.reviews.all()][-1:]
        return not last or last[0].decision in PROPOSALS

    @property
    def proposed(self) -> Review | None:
        """The proposal on the latest or the standing revision that waits for a second person."""
        last = [[*each.reviews.all()][-1:] for each in (self.latest, self.standing)]
        proposals = [made[0] for made in last if made and made[0].decision in PROPOSALS]
        return proposals[0] if proposals else None

    @property
    def asked(self) -> Review | None:
        """What the secretariat asks the team, while the team has not answered."""
        last = [*self.latest.reviews.all()][-1:]
        returned = last and last[0].decision == ReviewDecision.RETURNED
        return last[0] if returned else None

    @property
    def replies(self) -> list[Reply]:
        """What the team answered to the secretariat's questions, oldest first."""
        return replies_in(self.revisions)

    @property
    def flags(self) -> list[str]:
        """What a reviewer should look at, in sentences."""
        return flag_sentences(self.visit.flag_codes)

    @property
    def newer_flags(self) -> list[str]:
        """The flags of a newer revision that waits, beyond the visit's own."""
        return flag_sentences(sorted({*self.latest.flags.split()} - {*self.visit.flag_codes}))

    @cached_property
    def newer(self) -> list[Difference]:
        """What the newest revision says otherwise than the one shown."""
        return self._differences(_told(self.standing), _told(self.latest))

    @cached_property
    def copies(self) -> list[VisitConflict]:
        """Every copy that was kept beside, in the order in which they came."""
        return list(self.visit.conflicts.select_related("account", "resolved_by"))

    @cached_property
    def conflicts(self) -> list[tuple[VisitConflict, list[Difference]]]:
        """The copies not decided on, each with what it says otherwise than the newest revision."""
        waiting = [each for each in self.copies if each.resolved_at is None]
        return [(each, self._differences(_told(self.latest), _told(each))) for each in waiting]

    @property
    def decided_copies(self) -> list[VisitConflict]:
        """The copies that were taken as a revision or left aside."""
        return [each for each in self.copies if each.resolved_at is not None]

    def _differences(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
        return differences(before, after, self.form, get_language() or "en")

    def stations(self, words: str) -> list[Station]:
        """Return stations that a visit at a station not listed may have been at."""
        found = Station.objects.filter(mission=self.visit.mission).matching(words)
        near = found.select_related("area").order_by("number", "code")
        return list(near[:MOST_STATIONS])


def _told(sent: VisitRevision | VisitConflict) -> dict[str, Any]:
    try:
        return load_payload(bytes(sent.payload))
    except UnreadableVisit:
        return {}
