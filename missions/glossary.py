"""The field's words, as this installation uses them; pages link to them by their keys."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Term:
    """One word: its key in addresses, the word, what it means, and which words to read with it."""

    key: str
    word: Promise
    meaning: Promise
    see: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chapter:
    """Words that belong together."""

    title: Promise
    terms: tuple[Term, ...]


_MISSION = (
    Term(
        "delegation",
        _("Delegation"),
        _(
            "The people one member state, the secretariat or a partner sends to the mission. Its "
            "quota is how many names it may send; its head sees the delegation's own people."
        ),
        ("accreditation", "pledge"),
    ),
    Term(
        "accreditation",
        _("Accreditation"),
        _(
            "The host election commission's leave to observe. Somebody is nominated, submitted to "
            "the commission, then accredited or refused."
        ),
    ),
    Term(
        "pledge",
        _("Pledge"),
        _("An observer's signature under the code of conduct. It comes before the first visit."),
    ),
    Term(
        "team",
        _("Team"),
        _(
            "Two or more observers of different states who visit stations together. A team of one "
            "state is possible, with a reason."
        ),
    ),
    Term(
        "deployment",
        _("Deployment"),
        _("The plan: which team is to visit which station at which stage, and when."),
    ),
)
_FIELD = (
    Term(
        "stage",
        _("Stage"),
        _(
            "Opening, voting, counting or tabulation. Each is a population of its own: numbers of "
            "one stage are never added to those of another."
        ),
        ("coverage",),
    ),
    Term(
        "visit",
        _("Visit"),
        _(
            "One team at one station at one stage, in one stay. A team that comes back makes "
            "another visit."
        ),
    ),
    Term(
        "not-observed",
        _("Not observed"),
        _(
            "The team did not see it. This is never a “no”, and it is in no count. “Not "
            "applicable” means that the rules here do not ask for it."
        ),
    ),
    Term(
        "adverse",
        _("Adverse, favourable"),
        _(
            "The form says of each question which answers show a problem: these are adverse, the "
            "others favourable. A question with no adverse answer only gives context."
        ),
        ("urgent", "polarity"),
    ),
    Term(
        "polarity",
        _("Polarity"),
        _("Whether an answer or a finding is adverse or favourable."),
        ("adverse",),
    ),
    Term(
        "urgent",
        _("Urgent (!)"),
        _(
            "An adverse answer so grave that the secretariat should hear at once, such as ballots "
            "stuffed into a box. The form asks for a short finding, two people are needed to set "
            "it aside, and no statement is signed while it waits."
        ),
        ("finding", "set-aside"),
    ),
    Term(
        "finding",
        _("Finding"),
        _(
            "Something a team saw, was told or read, in a sentence or two, with or without a "
            "visit. Its severity says how grave it is, its basis how the mission knows."
        ),
        ("basis",),
    ),
    Term(
        "basis",
        _("Basis"),
        _(
            "How the mission knows: seen by the team, its aftermath seen, told, a document, a "
            "meeting, an authority's figure, media. What was told never stands as observed."
        ),
        ("reported",),
    ),
    Term(
        "form-version",
        _("Version of a form"),
        _(
            "A published form never changes; a change is a new version. Each visit keeps the "
            "version it was opened on."
        ),
    ),
)
_REVIEW = (
    Term(
        "waiting",
        _("Waits for review"),
        _("Nobody has decided yet on what the team sent last."),
        ("verified", "returned", "set-aside"),
    ),
    Term(
        "verified",
        _("Verified"),
        _("Somebody of the secretariat has read the visit. Only what is verified counts."),
    ),
    Term(
        "returned",
        _("Returned"),
        _("Sent back to the team with a question. It counts once that is answered and verified."),
    ),
    Term(
        "set-aside",
        _("Set aside"),
        _(
            "Taken out of the count, for a reason from a list: wrong station or stage, a "
            "duplicate, withdrawn by the team, hearsay entered as seen. How many were set aside, "
            "and how many of those were adverse, is printed with the statement."
        ),
        ("urgent",),
    ),
    Term(
        "flag",
        _("Flag"),
        _(
            "Something a reviewer should look at, such as times that overlap. A flag refuses "
            "nothing and removes nothing."
        ),
    ),
    Term(
        "coverage",
        _("Coverage"),
        _(
            "How far the visits reach: stations and areas seen, by stage, out of all there are. A "
            "statement says where the mission was and where it was not."
        ),
    ),
)
_STATEMENT = (
    Term(
        "standing",
        _("Standing"),
        _(
            "What the verified evidence says of a sentence. The first of these that holds: "
            "contradicted, unsourced, reported, thin, backed. Judgement stands apart."
        ),
        ("contradicted", "unsourced", "reported", "thin", "backed", "judgement"),
    ),
    Term("backed", _("Backed"), _("Verified visits or other records carry the sentence.")),
    Term(
        "thin",
        _("Thin"),
        _(
            "A general sentence that rests on little: few observations, one area of several, or "
            "answers from under half of the stage's visits. It may go out, and it says its numbers."
        ),
    ),
    Term(
        "reported",
        _("Reported"),
        _(
            "Somebody told the mission, or it stands in the press. It stays reported even when "
            "the teller confirms it, because observers did not see it."
        ),
    ),
    Term(
        "unsourced",
        _("Unsourced"),
        _("No record carries the sentence. A statement with such a sentence is not signed."),
    ),
    Term(
        "contradicted",
        _("Contradicted"),
        _(
            "Verified evidence speaks against the sentence, or its quantity word is not the one "
            "the numbers give. A statement with such a sentence is not signed."
        ),
    ),
    Term(
        "judgement",
        _("Judgement"),
        _(
            "What no observation can show, such as whether an election was free. It is the head "
            "of mission's, by name and with a signature."
        ),
    ),
    Term(
        "pattern",
        _("Adverse pattern"),
        _(
            "Every verified urgent answer (!); every adverse answer given in 10 % or more of the "
            "visits that answered and at least twice, once at counts; and every confirmed adverse "
            "finding that is critical or serious. The head of mission acknowledges each before "
            "signing; a new case asks again."
        ),
        ("urgent",),
    ),
    Term(
        "provisional",
        _("Provisional"),
        _("A draft that counts visits nobody has verified yet. It says so wherever it goes."),
    ),
)
CHAPTERS = (
    Chapter(_("The mission and its people"), _MISSION),
    Chapter(_("In the field"), _FIELD),
    Chapter(_("Review"), _REVIEW),
    Chapter(_("The statement"), _STATEMENT),
)
TERMS = {term.key: term for chapter in CHAPTERS for term in chapter.terms}
