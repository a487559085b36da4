"""What an import would do to visits: which come in, which get a new revision or a review."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils.translation import gettext as _

from missions.models import Mission
from reports.folder.planning import Plan, Planner, blank
from reports.folder.rows import Row, texts_of
from reports.folder.tables import TABLES
from reports.folder.visit_content import (
    VISITS,
    Content,
    answers_of,
    said_in,
    sent_content,
    stored_content,
)
from reports.folder.visit_reviews import Decided, as_here, corrected_arrival, review_told
from visits.definition import FormDefinition
from visits.form_versions import definition_of
from visits.imported_reviews import Verdict, verdict
from visits.models import Answer, FormVersion, Source, Visit, VisitRevision, VisitState

ANSWERS = TABLES["answers"]
Said = dict[str, tuple[str, str]]


@dataclass
class PlannedVisit:
    """One visit of an import; `content` is what it will say, `review` a state to keep as written.

    `visit` is the stored one, None for a new one. `revises`: its content is a new revision.
    """

    code: str
    uuid: UUID
    visit: Visit | None
    content: Content
    row: Row | None = None
    revises: bool = False
    # The revision a review without new content speaks of.
    revision: int = 1
    review: dict[str, Any] = field(default_factory=dict)
    # A stored revision, and when it was received as the file has it now.
    arrival: tuple[VisitRevision, datetime] | None = None

    @property
    def changes(self) -> bool:
        """Whether the import stores anything of it."""
        return self.visit is None or self.revises or bool(self.review or self.arrival)


def made_uuid(mission: Mission, name: str, code: str) -> UUID:
    """Return the id of a visit or finding whose file gives none: the same in every import."""
    return uuid5(NAMESPACE_URL, f"mission-folder:{mission.slug}/{name}/{code}")


class VisitPlanner:
    """Plans visits.csv and answers.csv together: an answer is a part of its visit."""

    def __init__(self, planner: Planner, forms: dict[str, FormDefinition]) -> None:
        self.planner, self.forms, self.problems = planner, forms, planner.problems
        self.answers: dict[str, list[Row]] = {}
        self.stored_answers: dict[int, Said] = {}
        self.versions: dict[int, FormVersion] = {}
        self.decided = Decided([])

    def plan(self, visits: Sequence[Row], answers: Sequence[Row]) -> list[PlannedVisit]:
        """Return the visits that these rows speak of, planned; problems are noted."""
        plan = self.planner.plans["visits"] = Plan(VISITS)
        for row in visits:
            self._place(plan, row)
        for row in answers:
            self._sort_in(row)
        known = [code for code in self.answers if code not in plan.rows]
        stored = [plan.records[row.values["code"]] for row in visits]
        stored += [self.planner.stored.find("visits", code) for code in known]
        stored = [visit for visit in stored if visit.pk]
        self.versions = FormVersion.objects.in_bulk({visit.form_version_id for visit in stored})
        self._read_answers(stored)
        self.decided = Decided(stored)
        planned = [self._plan(row.values["code"], row) for row in visits]
        return planned + [self._plan(code, None) for code in known]

    def _place(self, plan: Plan, row: Row) -> None:
        code = row.values["code"]
        record = self.planner.stored.find("visits", code)
        plan.rows[code] = row
        if not row.values.get("station"):
            for name in ("station_number", "area"):
                if not row.values.get(name) and not (record and record.station_id):
                    expected = _("a value, which is required where no station is named")
                    self.problems.add(row.file, row.line, name, "", expected)
        self.planner.check_references(VISITS, row)
        if record is None:
            record = blank(VISITS, self.planner.mission)
            record.uuid = made_uuid(self.planner.mission, "visits", code)
            self.planner.fill(VISITS, record, _on_record(row.values))
            plan.new.append(record)
        plan.records[code] = record

    def _sort_in(self, row: Row) -> None:
        code = row.values["visit"]
        if self.planner.find("visits", code) is None:
            self.planner.refuse_reference(row, "visit", code, "visits")
        else:
            self.answers.setdefault(code, []).append(row)

    def _read_answers(self, visits: list[Visit]) -> None:
        rows = Answer.objects.filter(visit__in=visits).order_by("visit", "pk")
        for number, said in groupby(rows, key=lambda row: row.visit_id):
            self.stored_answers[number] = answers_of(said)

    def _plan(self, code: str, row: Row | None) -> PlannedVisit:
        visit = self.planner.find("visits", code)
        given = said_in(texts_of(VISITS, row.values)) if row else {}
        said = self._said(code, visit)
        if visit.pk is None:
            planned = PlannedVisit(code, visit.uuid, None, Content().with_file(given, said), row)
            told = review_told(row, planned.content)
            planned.review = told if told.get("state") != VisitState.SUBMITTED else {}
            return planned
        return self._compare(code, visit, row, given, said)

    def _said(self, code: str, visit: Visit) -> Said:
        """Return what the file answers, checked by the form of the visit's stage."""
        row = self.planner.plans["visits"].rows.get(code)
        stage = (row.values.get("stage") if row else None) or visit.stage
        forms = [self.forms[stage]] if stage in self.forms else []
        if visit.pk and stage == visit.stage:
            forms.insert(0, definition_of(self.versions[visit.form_version_id]))
        said: Said = {}
        for answer in self.answers.get(code, ()):
            question = answer.values["question"]
            form = next((form for form in forms if question in form.codes), None)
            if form is None:
                self._refuse_question(answer, stage)
            elif value := self._value(answer, form):
                said[question] = (value, answer.values.get("comment") or "")
        return said

    def _refuse_question(self, row: Row, stage: str) -> None:
        expected = _("the code of a question of the form for %(stage)s") % {"stage": stage}
        self.problems.add(row.file, row.line, "question", row.values["question"], expected)

    def _value(self, row: Row, form: FormDefinition) -> str:
        text = row.values.get("value")
        if text is None:
            return ""
        try:
            values, _number, approximate = form.question(row.values["question"]).check(text)
        except ValueError as wrong:
            self.problems.add(row.file, row.line, "value", text, _expected(str(wrong)))
            return ""
        return f"~{values[0]}" if approximate else ";".join(values)

    def _compare(
        self, code: str, visit: Visit, row: Row | None, given: dict[str, str], said: Said
    ) -> PlannedVisit:
        shown = stored_content(visit, self.stored_answers.get(visit.pk, {}))
        latest = self._latest(visit, shown)
        planned = PlannedVisit(code, visit.uuid, visit, latest.with_file(given, said), row)
        planned.revision = visit.latest_revision
        if shown.with_file(given, said) == shown:
            planned.revision = visit.standing_revision
        elif planned.content != latest:
            planned.revises = True
            if latest.digest != visit.import_digest:
                self._refuse(planned, row or self.answers[code][0], latest)
        self._check_id(visit, row)
        self._check_stage(planned, {**shown.answers, **latest.answers})
        held = planned.revises or latest.digest == visit.import_digest
        self._compare_review(planned, visit, held)
        self._compare_arrival(planned, visit)
        return planned

    def _latest(self, visit: Visit, shown: Content) -> Content:
        if visit.latest_revision == visit.standing_revision:
            return shown
        number = visit.latest_revision
        return sent_content(visit, VisitRevision.objects.get(visit=visit, number=number))

    def _refuse(self, planned: PlannedVisit, row: Row, latest: Content) -> None:
        header = planned.content.header
        changed = [name for name in header if header[name] != latest.header.get(name)]
        if changed:
            self.planner.refuse_changed_here(row, planned.code, changed[0], header)
            return
        for answer in self.answers[planned.code]:
            question = answer.values["question"]
            if planned.content.answers.get(question) != latest.answers.get(question):
                given = {"value": answer.values.get("value") or ""}
                self.planner.refuse_changed_here(answer, planned.code, "value", given)

    def _check_id(self, visit: Visit, row: Row | None) -> None:
        given = row.values.get("id") if row else None
        if row and given and given != visit.uuid:
            expected = _("what it is here: %(value)s") % {"value": visit.uuid}
            self.problems.add(row.file, row.line, "id", str(given), expected)

    def _check_stage(self, planned: PlannedVisit, answers: Said) -> None:
        """Refuse another stage whose form does not ask what the visit has answered."""
        visit, row = planned.visit, planned.row
        stage = row.values.get("stage") if row else None
        if not (visit and row and stage in self.forms) or stage == visit.stage:
            return
        if not set(answers) <= set(self.forms[stage].codes):
            expected = _("%(stage)s, as here: the visit has answers to questions of that stage")
            told = expected % {"stage": visit.stage}
            self.problems.add(row.file, row.line, "stage", stage, told)

    def _compare_review(self, planned: PlannedVisit, visit: Visit, held: bool) -> None:
        """Keep the file's review where it may stand over what was decided on the revision it says.

        And only where the latest revision is one that an import wrote (`held`): a file says
        nothing of what a team sent since, even where its row is a part of that.
        """
        told = review_told(planned.row, planned.content)
        if not told:
            return
        made = [] if planned.revises else self.decided.on(visit, planned.revision)
        told = as_here(told, made[-1] if made else None)
        found = verdict(made, told)
        if found == Verdict.HOLDS and held:
            planned.review = told
        elif found == Verdict.WOULD_GO_BACK:
            self.planner.plans["visits"].sent_back.append(planned.code)
        elif found != Verdict.SAYS_NOTHING_NEW and told["state"] != VisitState.SUBMITTED:
            self.planner.plans["visits"].kept_reviews.append(planned.code)

    def _compare_arrival(self, planned: PlannedVisit, visit: Visit) -> None:
        """Keep when the file says the visit was received, where an import brought it."""
        row = planned.row
        revision = corrected_arrival(row, visit, planned.revises) if row else None
        if row is None or revision is None:
            return
        if revision.source == Source.IMPORT:
            planned.arrival = (revision, row.values["received_at"])
        else:
            expected = _("what it is here: %(value)s") % {"value": revision.received_at}
            told = texts_of(VISITS, row.values)["received_at"]
            self.problems.add(row.file, row.line, "received_at", told, expected)


def _on_record(values: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is kept by the review of a visit, not by the visit."""
    reviews = ("state", "review_note", "reviewed_by", "reviewed_at", "received_at")
    return {name: value for name, value in values.items() if name not in reviews}


def _expected(sentence: str) -> str:
    """Return what a form's refusal says it expected, without the value it repeats."""
    return sentence.partition(_("expected "))[2].rstrip(".") or sentence
