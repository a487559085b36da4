"""Letters that look like others: a word is read as a reader's eye reads it. Pure.

“All” with a Cyrillic А, in wide letters or with a mark above is read as “all”.
"""

import unicodedata

_CYRILLIC = "аеорсухіјѕԁһӏԛԝкмтвнАВЕКМНОРСТУХІЈЅԀҺӀԚԜҮ"
_AS_LATIN = "aeopcyxijsdhlqwkmtbhABEKMHOPCTYXIJSDHIQWY"
_GREEK = "αορνικυχτηγωΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"
_GREEK_AS_LATIN = "aopvikuxtnywABEZHIKMNOPTYX"
_OTHERS = "ıɑɡʟ"
_OTHERS_AS_LATIN = "iagl"
_LIKE = str.maketrans(_CYRILLIC + _GREEK + _OTHERS, _AS_LATIN + _GREEK_AS_LATIN + _OTHERS_AS_LATIN)
# Cyrillic letters that stand for 3, 0 and 6; no English word is made of them.
_DIGITS = frozenset("ЗзОоб")


def seen_as(text: str) -> tuple[str, list[int]]:
    """Return a text in the letters it looks like, and where each of them stands in the text.

    Marks above and below letters are left out. The last place is the text's end.
    """
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for letter in _seen(character, letters[-1] if letters else ""):
            letters.append(letter)
            places.append(place)
    return "".join(letters), [*places, len(text)]


def _seen(character: str, before: str) -> str:
    kind = unicodedata.category(character)
    if character.isascii():
        return character
    if kind.startswith("M"):
        return ""
    # A Roman numeral by itself is a number; within a word it is a letter.
    if kind.startswith("L") or (kind == "Nl" and before.isalpha()):
        plain = unicodedata.normalize("NFKD", character)
        return "".join(c for c in plain if not unicodedata.combining(c)).translate(_LIKE)
    return character


def is_disguised_number(word: str) -> bool:
    """Return whether a word is made of nothing but letters that stand for digits."""
    return bool(word) and set(word) <= _DIGITS
