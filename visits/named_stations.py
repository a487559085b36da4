"""Finding the one station that somebody means by a few words."""

from django.db.models import Q
from django.utils.translation import gettext as _

from missions.models import Mission, Station

# So many are named where the words fit more than one.
MOST_NAMED = 5


def station_named(mission: Mission, words: str) -> Station:
    """Return the station that has these words as its code, its number, or its number and name.

    Else the only one they fit. Raises ValueError with a sentence where they fit none or several.
    """
    stations = Station.objects.filter(mission=mission).select_related("area")
    by_code = stations.filter(code=words).first()
    if by_code is not None:
        return by_code
    fitting = list(stations.filter(Q(number__iexact=words))[: MOST_NAMED + 1])
    fitting = fitting or list(stations.matching(words)[: MOST_NAMED + 1])
    exact = [each for each in fitting if str(each).casefold() == words.casefold()]
    fitting = exact if len(exact) == 1 else fitting
    if len(fitting) == 1:
        return fitting[0]
    raise ValueError(_several(words, fitting) if fitting else _none(words))


def _none(words: str) -> str:
    return _(
        "The mission has no station “%(words)s”. Write its number, or leave this empty, choose "
        "the area and say in your words where it was."
    ) % {"words": words}


def _several(words: str, stations: list[Station]) -> str:
    listed = "; ".join(f"{each}, {each.area}: {each.code}" for each in stations[:MOST_NAMED])
    more = "; …" if len(stations) > MOST_NAMED else ""
    return _("“%(words)s” fits several stations. Write the code of one: %(listed)s") % {
        "words": words,
        "listed": f"{listed}{more}.",
    }
