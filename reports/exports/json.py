"""The statement as JSON, exactly as the exchange format promises it."""

import json
from typing import Any

from reports.draft_types import Draft, Figure, Section, Sentence


def render(draft: Draft) -> bytes:
    """Return the draft as UTF-8 JSON, indented by one space, ending in a newline."""
    return (json.dumps(as_dict(draft), ensure_ascii=False, indent=1) + "\n").encode()


def as_dict(draft: Draft) -> dict[str, Any]:
    """Return the draft as plain values; every key is there, whether or not it applies."""
    return {
        "mission": draft.mission,
        "kind": draft.kind,
        "language": draft.language,
        "as_of": draft.as_of.isoformat(),
        "provisional": draft.provisional,
        "figures": {name: _figure(figure) for name, figure in draft.figures.items()},
        "sections": [_section(section) for section in draft.sections],
        "blockers": [{"sentence": each.sentence, "why": each.why} for each in draft.blockers],
        "ready": draft.ready,
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {"value": figure.value, "approximate": figure.approximate, "by": figure.by}


def _section(section: Section) -> dict[str, Any]:
    return {
        "key": section.key,
        "title": section.title,
        "sentences": [_sentence(sentence) for sentence in section.sentences],
    }


def _sentence(sentence: Sentence) -> dict[str, Any]:
    """Theme and paragraph say how to print a sentence, not what it is: they stay out."""
    evidence = sentence.evidence
    return {
        "key": sentence.key,
        "text": sentence.text,
        "standing": sentence.standing,
        "about": sentence.about,
        "stated": sentence.stated,
        "unit": sentence.unit,
        "figures": sentence.figures,
        "against": sentence.against,
        "evidence": {
            "visits": list(evidence.visits),
            "findings": list(evidence.findings),
            "meetings": list(evidence.meetings),
            "sources": list(evidence.sources),
        },
    }
