"""Noting and ending the sessions of accounts."""

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.http import HttpRequest

from missions import access_rules, audit
from missions.models import Account, Mission


def note_session(request: HttpRequest) -> None:
    """Write that the request's session is in use, and from where."""
    UserSession.objects.create_from_request(request)


@transaction.atomic
def end_session(session: UserSession, *, by: Account, mission: Mission | None = None) -> None:
    """Sign out whoever uses this session; `mission` is where an administrator does it.

    Raises NotAllowed.
    """
    account = Account.objects.get(pk=session.user_id)
    access_rules.check_can_sign_out(account, by=by)
    session.end()
    audit.record(by=by, action="session ended", record=account, mission=mission)


@transaction.atomic
def end_sessions(
    account: Account,
    *,
    by: Account | str | None,
    keep: str | None = None,
    mission: Mission | None = None,
) -> int:
    """Sign an account out everywhere but in the session with the key `keep`; return how many.

    `mission` is where an administrator does it. Raises NotAllowed.
    """
    if isinstance(by, Account):
        access_rules.check_can_sign_out(account, by=by)
    sessions = list(UserSession.objects.filter(user=account).exclude(session_key=keep or ""))
    for session in sessions:
        session.end()
    if sessions:
        told = {"sessions": [len(sessions), 0]}
        audit.record(by=by, action="sessions ended", record=account, mission=mission, changes=told)
    return len(sessions)
