"""What may be made of a draft, and by whom."""

from collections.abc import Collection, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from missions.access import Permission, permissions_of, role_in
from missions.models import Account, Mission
from missions.rules import NotAllowed
from reports.draft_types import FIGURE_NAMES
from reports.drafting.claims import CONCLUSION
from reports.drafting.outline import MATTERS, METHOD
from reports.drafting.patterns import PREFIX
from reports.editing.blocks import LIVE
from reports.editing.bound import listed_names
from reports.editing.marks import plain, typed
from reports.editing.placeholders import asks, lowered, names_in, stray_brace
from reports.editing.subjects import METHOD as METHOD_KEYS
from reports.editing.subjects import Subject, is_machines
from reports.quantifiers import QUANTIFIER_TABLE, stated_allowed

LONGEST = 2000
NOT_AN_EDITOR = gettext_lazy("Your role in this mission does not edit the statement.")
MACHINES_WORDS = gettext_lazy(
    "The scope, the note on method, the conclusion and the claims with a source are not reworded "
    "here: the first two come from the records, the others have their own page."
)
NO_TEXT = gettext_lazy("Write the sentence. To go back to the machine’s own text, use its button.")
TOO_LONG = gettext_lazy("A sentence has at most %(most)s characters: split it.")
BRACE = gettext_lazy(
    "A brace is only for a placeholder such as {n}: take the other braces out of the text."
)
NO_BASIS = gettext_lazy(
    "The sentence must say how many visits or stations it rests on: put one of %(names)s into it."
)
NO_SHARE = gettext_lazy(
    "The text says how many visits there were, and not in how many of them it was so: put {basis}, "
    "{n} or {quantifier} into it, or enter it as stating “all” or “none”."
)
NO_POLARITY = gettext_lazy("Say whether the sentence speaks of the favourable or the adverse side.")
NO_SUCH_WORD = gettext_lazy("Say what the sentence states: choose from the list.")
URGENT_WORD = gettext_lazy(
    "A question with an urgent answer takes only “none” and “all”: otherwise it gives the numbers."
)
SOFT_WORD = gettext_lazy(
    "“Many”, “some” and “few” are not said of a favourable answer: give the adverse number."
)
NO_REST = gettext_lazy(
    "A favourable word needs the adverse number in the same sentence: put {rest} into it."
)
TOLD = gettext_lazy("reported to the mission")
NOT_TOLD = gettext_lazy(
    "The mission was only told this. The sentence must keep the words “reported to the mission”."
)
NOT_CUT = gettext_lazy(
    "The scope, the conclusion and the note on method are part of every statement: they stay."
)
HEAD_CUTS = gettext_lazy("Only the head of mission leaves out a matter, and gives the reason.")
NO_REASON = gettext_lazy("Give the reason for leaving this matter out: it is kept.")
STAYS = gettext_lazy("This sentence stays in its section.")
NO_PLACE = gettext_lazy("Choose the place from the list.")
NOT_HERE = gettext_lazy("People’s own sentences do not stand in this section.")
SPOKEN = gettext_lazy("The statement already has a sentence about this: edit that one.")
ADDED_ALREADY = gettext_lazy(
    "A sentence was added from this page already, in other words: edit it in the statement."
)
NO_RECORD = gettext_lazy("The mission has no such record: choose from the list.")
NO_SENTENCE = gettext_lazy("The records no longer carry this sentence.")


def check_can_edit(mission: Mission, by: Account) -> None:
    """Raise NotAllowed unless `by` may edit the mission's draft statement."""
    if Permission.EDIT_DRAFT not in permissions_of(role_in(by, mission)):
        raise NotAllowed(NOT_AN_EDITOR)


def check_can_reword(key: str) -> None:
    """Raise NotAllowed for a sentence whose words are the records' or have their own page."""
    if is_machines(key):
        raise NotAllowed(MACHINES_WORDS)


def check_wording(
    subject: Subject,
    text: str,
    about: str,
    stated: str,
    phrases: Mapping[str, str],
    withheld: Collection[str],
    language: str,
) -> None:
    """Raise NotAllowed unless a text may stand for a sentence.

    `phrases` are the placeholders there are for it. What is typed and not backed is no reason to
    refuse: it is marked, and keeps the statement from being signed.
    """
    if not text.strip():
        raise NotAllowed(NO_TEXT)
    if len(text) > LONGEST:
        raise NotAllowed(TOO_LONG % {"most": LONGEST})
    if stray_brace(text):
        raise NotAllowed(BRACE)
    _check_names(text, phrases, withheld)
    if subject.told and str(TOLD).lower() not in text.lower():
        raise NotAllowed(NOT_TOLD)
    _check_basis(subject, text)
    if subject.counted:
        _check_share(text, stated, language)
        _check_favourable_word(text, about, stated)
        _check_typed_words(subject, text, stated, language)


def _check_names(text: str, phrases: Mapping[str, str], withheld: Collection[str]) -> None:
    for name in names_in(text):
        if lowered(name) in phrases:
            continue
        if lowered(name) in withheld and lowered(name) in FIGURE_NAMES:
            said = _("The mission withholds the figure {name}: the text must not print it.")
            raise NotAllowed(said.format(name=f"{{{name}}}"))
        said = _("There is no placeholder {name} for this sentence. There are: {names}.")
        raise NotAllowed(said.format(name=f"{{{name}}}", names=listed_names(list(phrases))))


_BASES = {
    "question": ("basis", "rated", "population", "of"),
    "matter": ("basis", "rated"),
    "context": ("basis", "count"),
}


def _check_basis(subject: Subject, text: str) -> None:
    """A sentence about answers says what it rests on; a matter its exact number (rules 2, 11)."""
    names = _BASES.get(subject.kind, ())
    of_count = subject.kind == "matter" and asks(text, "n") and asks(text, "of", "population")
    if names and not asks(text, *names) and not of_count and "{" in subject.template:
        raise NotAllowed(NO_BASIS % {"names": listed_names(list(names))})


def _check_share(text: str, stated: str, language: str) -> None:
    """A text about answers says in how many it was so, and not only of how many it speaks.

    "In the 38 visits voters were free" says it of all of them, and is held against nothing.
    """
    if stated in ("all", "none") or asks(text, "basis", "rated", "n", "quantifier", "rest"):
        return
    if not stated or all(each.states != stated for each in typed(text, language)):
        raise NotAllowed(NO_SHARE)


def check_claim(subject: Subject, about: str, stated: str) -> None:
    """Raise NotAllowed unless a sentence on this subject may speak of this and state this."""
    if not subject.counted:
        return
    if about not in ("adverse", "favourable"):
        raise NotAllowed(NO_POLARITY)
    words = {key for key, _word, _meaning in QUANTIFIER_TABLE}
    if stated not in {"", LIVE, *words}:
        raise NotAllowed(NO_SUCH_WORD)
    if stated in words and not stated_allowed(about, stated, subject.urgent):
        raise NotAllowed(URGENT_WORD if subject.urgent else SOFT_WORD)


def _check_favourable_word(text: str, about: str, stated: str) -> None:
    plain = about == "adverse" or stated in ("", "all", "none")
    if not plain and not asks(text, "rest"):
        raise NotAllowed(NO_REST)


def _check_typed_words(subject: Subject, text: str, stated: str, language: str) -> None:
    """A word typed in must be the one the sentence is entered as stating; else it says two."""
    own = [
        each
        for each in typed(text, language)
        if each.states and plain(each.word) not in subject.backing
    ]
    if stated == "none" and asks(text, "basis", "rated") and any(e.states == stated for e in own):
        said = _(
            "The text says “{word}” and {{basis}} would say “in none of the …” as well: write "
            "{{population}} in its place, as in “in any of {{population}}”."
        )
        raise NotAllowed(said.format(word=own[0].word))
    other = next((each for each in own if stated not in ("", LIVE, each.states)), None)
    if other is not None:
        words = {key: word for key, word, _meaning in QUANTIFIER_TABLE}
        said = _(
            "The text says “{word}”, but it is entered as stating “{stated}”: make them agree."
        )
        raise NotAllowed(said.format(word=other.word, stated=words[stated]))


def check_can_cut(key: str, reason: str, mission: Mission, by: Account) -> None:
    """Raise NotAllowed unless `by` may cut a sentence: a matter takes the head and a reason."""
    if key in ("scope", CONCLUSION) or key.startswith(METHOD_KEYS):
        raise NotAllowed(NOT_CUT)
    if key.startswith(PREFIX):
        if Permission.ACKNOWLEDGE not in permissions_of(role_in(by, mission)):
            raise NotAllowed(HEAD_CUTS)
        if not reason.strip():
            raise NotAllowed(NO_REASON)


def check_can_place(key: str, section: str, after: str, order: Mapping[str, Sequence[str]]) -> None:
    """Raise NotAllowed unless a sentence may stand there; `order` are the sections with their keys.

    No section is the machine's own place, and always allowed.
    """
    if key.startswith(METHOD_KEYS) or key == CONCLUSION:
        raise NotAllowed(STAYS)
    if not section:
        return
    if section not in order or (after and after not in order[section]) or after == key:
        raise NotAllowed(NO_PLACE)
    if key.startswith(PREFIX) != (section == MATTERS.key):
        raise NotAllowed(STAYS if key.startswith(PREFIX) else NOT_HERE)
    if section == METHOD.key:
        raise NotAllowed(NOT_HERE)
