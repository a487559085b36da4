"""Typed numbers and absolute words that nothing backs. Pure.

A figure is never typed, and a word such as "most" comes from the table (sentence rules 1 and 4).
What a text still holds of them is found here, so that it can be tied to a record or cut.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from reports.draft_types import Mark
from reports.editing.look_alikes import is_disguised_number, seen_as

# The words of a language that state how many, by what they state. A language without a list has
# its digits marked only. "Once" and "twice" count too; "one" is left out: it is a pronoun as well.
WORDS: dict[str, dict[str, str]] = {
    "en": {
        "none": "none no never nobody nothing nowhere",
        "all": "all each both every always everyone everybody everything everywhere entirely "
        "invariably universally uniformly unanimously",
        "most": "most mostly majority predominantly generally largely usually mainly "
        "overwhelming overwhelmingly",
        "half": "half",
        "many": "many numerous widespread frequently often",
        "some": "some several sometimes occasionally",
        "few": "few rarely seldom minority handful isolated",
    }
}
NUMBER_WORDS: dict[str, str] = {
    "en": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty "
    "ninety hundred hundreds thousand thousands million millions dozen dozens once twice thrice "
    "third thirds quarter quarters percent"
}
_ALMOST = r"\b(?:nearly|almost|virtually|practically)\s+(?:all|every|everyone|everybody|always)\b"
_NOBODY = r"\bno\s+one\b"
_NUMBER = r"\d{1,3}(?:[ ,.\u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.:]\d+)*"
_WORD = r"[^\W\d_]+(?:['’][^\W\d_]+)*"
_TOKEN = re.compile(rf"\{{[^{{}}]*\}}|{_ALMOST}|{_NOBODY}|{_NUMBER}|{_WORD}", re.IGNORECASE)
# "One" by itself is a pronoun as often as a number: it counts before what is counted.
_COUNTED = re.compile(
    r"\s+(?:of|in|case|visit|station|opening|count|tabulation|team|area|region|city|observer|"
    r"voter|member|agent)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Typed:
    """A number or a word that states how many, as it stands typed in a text.

    `states` is the key of the table's word; "" for a number.
    """

    start: int
    end: int
    word: str
    states: str

    @property
    def mark(self) -> Mark:
        """The mark it gets where nothing backs it."""
        return Mark(self.start, self.end, self.word, not self.states)


def _by_word(language: str) -> dict[str, str]:
    listed = WORDS.get(language, {})
    return {word: states for states, words in listed.items() for word in words.split()}


_STATES = {language: _by_word(language) for language in WORDS}
_NUMBERS = {language: frozenset(words.split()) for language, words in NUMBER_WORDS.items()}


def typed(text: str, language: str) -> list[Typed]:
    """Return the numbers and the words that state how many, in their order.

    What stands in braces is a placeholder and is not typed.
    """
    short = language.split("-")[0]
    found = []
    seen, places = seen_as(text)
    for match in _TOKEN.finditer(seen):
        start, end = places[match.start()], places[match.end()]
        states = _states(seen, match, short)
        if states is None and short in WORDS and is_disguised_number(text[start:end]):
            states = ""
        if states is not None:
            found.append(Typed(start, end, text[start:end], states))
    return found


def _states(text: str, match: re.Match[str], language: str) -> str | None:
    """Return what a word states, "" for a number; None for any other word."""
    word = " ".join(match.group().lower().split())
    if word[0].isnumeric():  # ½ and Ⅲ too
        return ""
    if " " in word:
        return None if language != "en" else "none" if word == "no one" else "nearly_all"
    if word in _NUMBERS.get(language, ()):
        is_pronoun = word == "one" and not _COUNTED.match(text, match.end())
        return None if is_pronoun else ""
    return _STATES.get(language, {}).get(word)


def words_of(texts: Iterable[str], language: str) -> frozenset[str]:
    """Return the numbers and absolute words that some texts hold: what they back."""
    return frozenset(plain(each.word) for text in texts for each in typed(text, language))


def unbacked(text: str, language: str, backing: frozenset[str], stated: str = "") -> list[Typed]:
    """Return what is typed in a text and neither in the backing nor what the sentence states."""
    return [
        each
        for each in typed(text, language)
        if plain(each.word) not in backing and (not each.states or each.states != stated)
    ]


def plain(word: str) -> str:
    """Return a number without its separators, or a word in lower case, as they look."""
    seen, _places = seen_as(word)
    return re.sub(r"(?<=\d)[., \u00a0\u202f](?=\d{3})", "", " ".join(seen.lower().split()))
