"""Matters the mission draws attention to: every adverse pattern, by rule and not by choice."""

import hashlib
import json

from django.utils.translation import gettext as _

from missions.enumerations import Stage
from reports.draft_types import Evidence, Sentence
from reports.drafting.findings import summary_of, where
from reports.drafting.material import Material
from reports.drafting.questions import (
    adverse_only,
    evidence_of,
    tally_of,
)
from visits.models import Basis, Finding, FindingState, Polarity, Severity

PREFIX = "matters."


def adverse_patterns(material: Material) -> list[str]:
    """Return the codes of the questions whose adverse answers make a pattern (sentence rule 11).

    Every verified urgent answer; every adverse share of 10 per cent or more with n of 2 or more,
    or 1 or more at counts.
    """
    return [code for code in material.questions if _is_pattern(material, code)]


def _is_pattern(material: Material, code: str) -> bool:
    _question, stage = material.questions[code]
    tally = tally_of(material, code)
    if tally is None or not tally.adverse_visits:
        return False
    least = 1 if stage == Stage.COUNTING else 2
    share = tally.adverse >= least and 10 * tally.adverse >= tally.of
    return share or bool(_urgent_answers(material, code))


def _urgent_answers(material: Material, code: str) -> int:
    question, _stage = material.questions[code]
    return sum(material.counts.by_visit[code].values[value] for value in question.urgent)


def matters(material: Material) -> list[Sentence]:
    """Return a sentence for each adverse pattern and each confirmed grave finding.

    The gravest first: critical findings, urgent answers, serious findings, then the other
    patterns by their share.
    """
    codes = adverse_patterns(material)
    urgent = [code for code in codes if _urgent_answers(material, code)]
    others = sorted(set(codes) - set(urgent), key=lambda code: _by_share(material, code))
    return [
        *_grave(material, Severity.CRITICAL),
        *(_pattern_sentence(material, code) for code in urgent),
        *_grave(material, Severity.SERIOUS),
        *(_pattern_sentence(material, code) for code in others),
    ]


def _by_share(material: Material, code: str) -> tuple[float, str]:
    tally = tally_of(material, code)
    return (-tally.adverse / tally.of if tally and tally.of else 0.0, code)


def _grave(material: Material, severity: str) -> list[Sentence]:
    return [
        _finding_sentence(material, finding)
        for finding in material.findings
        if finding.state == FindingState.CONFIRMED
        and finding.severity == severity
        and finding.polarity == Polarity.ADVERSE
    ]


def _pattern_sentence(material: Material, code: str) -> Sentence:
    question, _stage = material.questions[code]
    tally = tally_of(material, code)
    n, of = (tally.adverse, tally.of) if tally else (0, 0)
    # Not of what was only told: it may be about something else than what was seen.
    findings = [f for f in material.confirmed.get(code, []) if f.polarity == Polarity.ADVERSE]
    responses = [_response_in_one(material, finding, n) for finding in findings]
    text = adverse_only(material, code) if n else _replaced(material, code)
    return Sentence(
        key=f"{PREFIX}{code}",
        text=" ".join(part for part in [text, *responses] if part),
        standing="backed",
        about="adverse",
        unit=question.unit,
        figures={"n": n, "of": of},
        evidence=evidence_of(material, code),
        theme=question.theme,
    )


def _replaced(material: Material, code: str) -> str:
    # Only for a question that counts stations, where each adverse answer was replaced later.
    question, _stage = material.questions[code]
    label = question.label(material.language)
    return _("To “{label}” an earlier visit had an adverse answer.").format(label=label)


def _response_in_one(material: Material, finding: Finding, n: int) -> str:
    """Return what was done, said of the one case it was done about where there are several."""
    response, place = _response(finding), where(material, finding)
    if not response or n == 1:
        return response
    case = _("In one of these cases ({place})") if place else _("In one of these cases")
    done = _("{case}, this was done about it: {response}")
    said = response.partition(": ")[2]
    return done.format(case=case.format(place=place), response=said)


def _response(finding: Finding) -> str:
    said = " ".join(finding.response.split())
    if finding.confidential or not said:
        return ""
    ending = "" if said.endswith((".", "!", "?")) else "."
    return _("What was done about it: {response}").format(response=said + ending)


def _finding_sentence(material: Material, finding: Finding) -> Sentence:
    told = finding.basis == Basis.TOLD
    place = where(material, finding)
    known = {
        Basis.SEEN: _("Seen by observers"),
        Basis.AFTERMATH: _("The aftermath seen by observers"),
        Basis.TOLD: _("Reported to the mission and not seen by observers"),
        Basis.DOCUMENT: _("Shown by a document"),
        Basis.MEETING: _("Heard in a meeting"),
        Basis.OFFICIAL: _("Stated by an authority"),
        Basis.MEDIA: _("Reported by media"),
    }
    about = f"{finding.get_theme_display()}, {finding.get_severity_display()}".lower()
    beside = "; ".join(part for part in (place, about) if part)
    parts = [
        f"{known[Basis(finding.basis)]} ({beside}): {summary_of(finding)}",
        _response(finding),
    ]
    return Sentence(
        key=f"{PREFIX}finding.{finding.code}",
        text=" ".join(part for part in parts if part),
        standing="reported" if told else "backed",
        about="adverse",
        evidence=Evidence(
            visits=(finding.visit.code,) if finding.visit else (), findings=(finding.code,)
        ),
        theme=finding.theme,
    )


def evidence_digest(sentence: Sentence) -> str:
    """Return the hash of what a pattern rests on; an acknowledgement holds for just this.

    Of a pattern of answers that is its adverse visits and findings: favourable visits may still
    come in. Of a grave finding it is what is said of it too, its severity among that.
    """
    told = [sentence.key, sentence.evidence.visits, sentence.evidence.findings]
    if not sentence.figures:
        told.append(sentence.text)
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def unacknowledged(material: Material, sentences: list[Sentence]) -> list[Sentence]:
    """Return the patterns that the head of mission has not acknowledged on this evidence."""
    papers = material.papers.get("acknowledgement", [])
    known = {(paper.code, paper.text) for paper in papers}
    return [each for each in sentences if (each.key, evidence_digest(each)) not in known]
