"""Marks in what is claimed beyond the visits: judgements are marked, and stay judgements."""

from dataclasses import replace

from reports.draft_types import Mark, Sentence, as_printed
from reports.drafting.claims import judgement
from reports.drafting.material import Material
from reports.editing.marks import unbacked, words_of


def claimed_marks(material: Material, sentence: Sentence) -> tuple[Mark, ...]:
    """Return the marks in a claim's own words, at their places in its sentence.

    Backed is what the sources bound to it hold. What the machine says beside the claim is not
    typed, and has no marks.
    """
    claim = judgement(material, sentence.key)
    said = as_printed(claim.text) if claim else ""
    start = sentence.text.find(said) if said else -1
    if start < 0:
        return ()
    sources = [
        f"{paper.text} {paper.person} {paper.more}"
        for paper in material.papers.get("source", [])
        if paper.code in sentence.evidence.sources
    ]
    backing = words_of(sources, material.language)
    typed = unbacked(said, material.language, backing)
    return tuple(
        replace(each.mark, start=start + each.start, end=start + each.end) for each in typed
    )
