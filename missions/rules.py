"""What refusing looks like in every room, and the rules of places."""

from django.utils.translation import gettext_lazy as _

from missions.models import Area

OTHER_MISSIONS_AREA = _("This area is not one of this mission's.")
LIES_IN_ITSELF = _("An area does not lie in itself, nor in an area that lies in it.")


class NotAllowed(Exception):
    """An act that may not happen now, or not by this person; its text is one plain sentence."""


def check_can_lie_in(area: Area, parent: Area | None) -> None:
    """Raise NotAllowed where the area would lie in itself, or in another mission's area."""
    above, seen = parent, set()
    if parent is not None and parent.mission_id != area.mission_id:
        raise NotAllowed(OTHER_MISSIONS_AREA)
    while above is not None and above.pk not in seen:
        if area.pk is not None and above.pk == area.pk:
            raise NotAllowed(LIES_IN_ITSELF)
        seen.add(above.pk)
        above = above.parent
