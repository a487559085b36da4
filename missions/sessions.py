"""On which devices somebody is signed in, and when each was last seen."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from missions.actions.sessions import note_session
from missions.models import Account

# A page that is opened costs no write; a device that is in use is noted this often.
NOTED_EVERY_SECONDS = 10 * 60
NOTED = "noted"


def note_activity(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Return a middleware that notes when a session was last seen, now and then."""

    def answer(request: HttpRequest) -> HttpResponse:
        if isinstance(request.user, Account) and _is_due(request):
            mark_as_noted(request=request)
            note_session(request)
        return get_response(request)

    return answer


def mark_as_noted(*, request: HttpRequest, **about_the_sign_in: object) -> None:
    """Remember in the session that it is noted. Whoever signs in is noted then."""
    request.session[NOTED] = [request.session.session_key, int(time.time())]


def _is_due(request: HttpRequest) -> bool:
    """Whether the session was noted too long ago, or under the key it had before a sign-in."""
    key, at = request.session.get(NOTED) or ("", 0)
    return key != request.session.session_key or at + NOTED_EVERY_SECONDS < time.time()


@dataclass(frozen=True)
class Device:
    """One session, as its owner sees it."""

    pk: int
    words: str
    address: str
    signed_in_at: datetime
    last_seen_at: datetime
    is_this: bool


def devices_of(account: Account, this_key: str | None) -> list[Device]:
    """Return where `account` is signed in, the session with `this_key` first, then by last use."""
    found = [
        Device(
            pk=session.pk,
            words=device_words(session.user_agent),
            address=session.ip,
            signed_in_at=session.created_at,
            last_seen_at=session.last_seen_at,
            is_this=session.session_key == this_key,
        )
        for session in UserSession.objects.purge_and_list(account)
    ]
    return sorted(found, key=lambda device: (device.is_this, device.last_seen_at), reverse=True)


# In this order: the later ones also say they are the earlier browsers.
BROWSERS = (
    ("Edge", r"Edg"),
    ("Opera", r"OPR/"),
    ("Samsung Internet", r"SamsungBrowser"),
    ("Firefox", r"Firefox|FxiOS"),
    ("Chrome", r"Chrome|CriOS"),
    ("Safari", r"Safari"),
)
SYSTEMS = (
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Android", r"Android"),
    ("Windows", r"Windows"),
    ("Mac", r"Macintosh|Mac OS X"),
    ("ChromeOS", r"CrOS"),
    ("Linux", r"Linux"),
)


def device_words(user_agent: str) -> str:
    """Return the browser and the system a browser says it is, in words."""
    browser, system = _first(BROWSERS, user_agent), _first(SYSTEMS, user_agent)
    if browser and system:
        return gettext("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or gettext("Unknown browser")


def _first(known: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for name, pattern in known if re.search(pattern, user_agent)), "")
