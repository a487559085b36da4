"""What an import refuses beyond single cells: rows that do not fit each other."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from observers.models import DelegationKind
from reports.folder.planning import Planner
from reports.folder.rows import Row
from visits.definition import standard_forms

CLAIMS = ("conclusion", "participation", "media")


def check_mission(planner: Planner) -> None:
    """Note every row that does not fit the others: all checks between rows but visits' own."""
    for check in (_cycles, _states, _nationals, _members, _findings, _judgements, _identities):
        check(planner)


def _rows(planner: Planner, name: str) -> Iterator[tuple[Any, Row, Any]]:
    """Yield each row of a file in this import: what it is known by, the row, the record."""
    plan = planner.plans.get(name)
    if plan:
        for key, row in plan.rows.items():
            yield key, row, plan.records[key]


def _cycles(planner: Planner) -> None:
    for code, row, area in _rows(planner, "areas"):
        seen, above = {area.code}, area.parent
        while above is not None and above.code not in seen:
            seen.add(above.code)
            above = above.parent
        if above is not None and above.code == area.code:
            expected = _("an area that does not itself lie in %(code)s") % {"code": code}
            parent = area.parent.code
            planner.problems.add(row.file, row.line_of("parent"), "parent", parent, expected)


def _states(planner: Planner) -> None:
    for _code, row, delegation in _rows(planner, "delegations"):
        unnamed = not delegation.country and "country" not in row.unread
        if unnamed and delegation.kind == DelegationKind.MEMBER_STATE:
            expected = _("the country, which a member state names")
            planner.problems.add(row.file, row.line, "country", "", expected)


def _nationals(planner: Planner) -> None:
    host = str(planner.mission.host_country or "")
    expected = _("an observer who is no national of the host, %(host)s") % {"host": host}
    known = {code: row for code, row, _record in _rows(planner, "observers")}
    for code, observer in planner.final("observers").items():
        delegation = _tied(observer, "delegation")
        own = str(observer.person.nationality or "")
        sending = str(delegation.country or "") if delegation else ""
        if host and (own or sending) == host:
            row = known.get(code) or Row(_("observer %(code)s") % {"code": code}, 0, {})
            column = "nationality" if own else "delegation"
            value = own or delegation.code
            planner.problems.add(row.file, row.line, column, value, expected)


def _tied(record: Any, name: str) -> Any:
    """Return the record that another one refers to, stored or not; None where it has none."""
    return record._meta.get_field(name).get_cached_value(record, default=None)


def _members(planner: Planner) -> None:
    placed: dict[str, str] = {}
    rows = {code: row for code, row, _record in _rows(planner, "teams")}
    # Teams the import does not speak of first, so that a problem is told of a row of the file.
    for code, team in sorted(planner.final("teams").items(), key=lambda each: each[0] in rows):
        for member in team.member_codes:
            row = rows.get(code)
            if row and planner.find("observers", member) is None:
                planner.refuse_reference(row, "members", member, "observers")
            elif row and member in placed:
                expected = _("observers of no other team; this one is in %(team)s") % {
                    "team": placed[member]
                }
                planner.problems.add(row.file, row.line, "members", member, expected)
            placed[member] = code


def question_codes(planner: Planner) -> set[str]:
    """Return the code of every question of the standard forms and of the mission's own."""
    forms = standard_forms().values()
    groups = (group for form in forms for group in form["groups"])
    standard = {question["code"] for group in groups for question in group["questions"]}
    return standard | set(planner.final("questions"))


def _findings(planner: Planner) -> None:
    known = question_codes(planner) if "findings" in planner.plans else set()
    for code, row, finding in _rows(planner, "findings"):
        if finding.question and finding.question not in known:
            expected = _("the code of a question")
            planner.problems.add(row.file, row.line, "question", finding.question, expected)
        if row.values.get("duplicate_of") == code:
            expected = _("the code of another finding")
            planner.problems.add(row.file, row.line, "duplicate_of", code, expected)


def _judgements(planner: Planner) -> None:
    known = question_codes(planner) | set(CLAIMS) if "judgements" in planner.plans else set()
    for key, row, _record in _rows(planner, "judgements"):
        if key not in known:
            expected = _("%(claims)s, or the code of a question") % {"claims": ", ".join(CLAIMS)}
            planner.problems.add(row.file, row.line, "key", key, expected)


def _identities(planner: Planner) -> None:
    """Note ids that another record has, of this mission or of any other."""
    for name in ("visits", "findings"):
        plan = planner.plans.get(name)
        if plan is None:
            continue
        new = {id(record) for record in plan.new}
        fresh = [(row, record) for _key, row, record in _rows(planner, name) if id(record) in new]
        ids = [record.uuid for _row, record in fresh]
        taken = set(
            plan.table.model._default_manager.filter(uuid__in=ids).values_list("uuid", flat=True)
        )
        for row, record in fresh:
            if record.uuid in taken:
                expected = _("an id that nothing else has")
                planner.problems.add(row.file, row.line, "id", str(record.uuid), expected)
            taken.add(record.uuid)
