"""How one adds to the lists of people and of where they go."""

from django.urls import reverse

from missions.access import MissionRequest, Permission
from missions.lists import Adding

PEOPLE_LIST = "observers/people_list.html"


def adding(
    request: MissionRequest,
    name: str,
    label: str,
    *,
    nothing: str,
    advice: str,
    otherwise: str,
    kept: str = "",
    icon: str = "plus-circle",
) -> Adding:
    """Return how this person adds to a list; `otherwise` is the advice for who may not.

    `name` is the address's, `kept` what of the list's own address it takes along.
    """
    if Permission.EDIT_PEOPLE not in request.may:
        return Adding("", label, nothing, otherwise)
    query = {kept: request.GET[kept]} if request.GET.get(kept) else None
    url = reverse(name, args=[request.mission.slug], query=query)
    return Adding(url, label, nothing, advice, icon)
