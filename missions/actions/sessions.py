"""Noting and ending the sessions of accounts."""

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.http import HttpRequest

from missions import audit
from missions.models import Account


def note_session(request: HttpRequest) -> None:
    """Write that the request's session is in use, and from where."""
    UserSession.objects.create_from_request(request)


@transaction.atomic
def end_session(session: UserSession, *, by: Account) -> None:
    """Sign out whoever uses this session."""
    account = Account.objects.get(pk=session.user_id)
    session.end()
    audit.record(by=by, action="session ended", record=account, mission=None)


@transaction.atomic
def end_sessions(account: Account, *, by: Account | str | None, keep: str | None = None) -> int:
    """Sign an account out everywhere but in the session with the key `keep`; return how many."""
    sessions = list(UserSession.objects.filter(user=account).exclude(session_key=keep or ""))
    for session in sessions:
        session.end()
    if sessions:
        told = {"sessions": [len(sessions), 0]}
        audit.record(by=by, action="sessions ended", record=account, mission=None, changes=told)
    return len(sessions)
