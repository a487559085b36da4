"""The sentences about findings: how the mission knows is part of the sentence."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from reports.draft_types import Evidence, Sentence
from reports.drafting.material import Material
from reports.quantifiers import number
from visits.models import Basis, Finding, FindingState


def finding_sentences(material: Material, spoken: Collection[str]) -> list[Sentence]:
    """Return a sentence for each finding that has none through its question.

    A confirmed finding on a question whose sentence stands in the draft, one of the codes
    `spoken`, is that sentence's evidence; what was told is always said by itself, as reported.
    """
    return [
        finding_sentence(material, finding)
        for finding in material.findings
        if finding.basis == Basis.TOLD or finding.question not in spoken
    ]


def finding_sentence(material: Material, finding: Finding) -> Sentence:
    """Return the sentence of one finding: reported where it was told, else backed."""
    told = finding.basis == Basis.TOLD
    return Sentence(
        key=f"finding.{finding.code}",
        text=_told(material, finding) if told else _known(material, finding),
        standing="reported" if told else "backed",
        evidence=Evidence(
            visits=(finding.visit.code,) if finding.visit else (), findings=(finding.code,)
        ),
        theme=finding.theme,
    )


def summary_of(finding: Finding) -> str:
    """Return the finding's summary as a sentence; of a confidential one, only that it is."""
    if finding.confidential:
        return _("The mission keeps the details confidential.")
    text = " ".join(finding.summary.split())
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def where(material: Material, finding: Finding) -> str:
    """Return the areas of a finding, smallest first, in words; "" where none is known."""
    area = finding.area_id
    station = finding.station or (finding.visit.station if finding.visit else None)
    if area is None and station is not None:
        area = station.area_id
    if area is None and finding.visit is not None:
        area = finding.visit.area_id
    return ", ".join(material.area_names(area))


def _known(material: Material, finding: Finding) -> str:
    introductions = {
        Basis.SEEN: _("Observers saw this"),
        Basis.AFTERMATH: _("Observers saw the aftermath of this"),
        Basis.DOCUMENT: _("A document shows this"),
        Basis.MEETING: _("The mission heard this in a meeting"),
        Basis.OFFICIAL: _("An authority stated this"),
        Basis.MEDIA: _("Media reported this"),
    }
    introduction = introductions[Basis(finding.basis)]
    place = where(material, finding)
    if place:
        introduction = _("{introduction} ({place})").format(introduction=introduction, place=place)
    return f"{introduction}: {summary_of(finding)}"


def _told(material: Material, finding: Finding) -> str:
    place = where(material, finding)
    beside = "; ".join(part for part in (_tellers(finding), place) if part)
    if beside:
        text = _("It was reported to the mission by {source} ({beside}): {what}")
    else:
        text = _("It was reported to the mission by {source}: {what}")
    told = text.format(source=_teller(finding), beside=beside, what=summary_of(finding))
    if finding.state == FindingState.CONFIRMED:
        ending = _("Observers did not see this themselves.")
    else:
        ending = _("Observers did not see this, and the mission could not confirm it.")
    return f"{told} {ending}"


def _teller(finding: Finding) -> str:
    unnamed = _("a person it does not name")
    # Who told it may give away what is kept confidential.
    role = unnamed if finding.confidential else finding.told_by.strip() or unnamed
    return role[:1].lower() + role[1:]


def _tellers(finding: Finding) -> str:
    if finding.confidential or not finding.tellers or finding.tellers == 1:
        return ""
    shown = number(finding.tellers)
    if "tellers" in finding.approximate.split():
        shown = _("about {number}").format(number=shown)
    return _("{number} independently of each other").format(number=shown)
