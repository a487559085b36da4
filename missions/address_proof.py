"""Showing that one reads the mail of one's address, with a code: allauth's way, for a role."""

import time
from typing import Any, Self, cast

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.code_verification import AbstractCodeVerificationProcess
from allauth.core import ratelimit
from allauth.core.internal.cryptokit import normalize_user_code
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac

from missions.models import Account, Membership

STATE = "address_proof"


class AddressProof(AbstractCodeVerificationProcess):
    """A code on its way to somebody's address, for one role, in one session.

    The session keeps only its hash. It works for as long, and for as many attempts, as a code to
    sign in with.
    """

    def __init__(self, request: HttpRequest, membership: Membership, state: dict[str, Any]) -> None:
        self.request, self.membership = request, membership
        super().__init__(
            state=state,
            timeout=app_settings.LOGIN_BY_CODE_TIMEOUT,
            max_attempts=app_settings.LOGIN_BY_CODE_MAX_ATTEMPTS,
            user=membership.account,
        )

    @classmethod
    def under_way(cls, request: HttpRequest, membership: Membership) -> Self | None:
        """Return the code that was sent for this role and still works, if there is one."""
        state = request.session.get(STATE)
        if not state or state.get("membership") != membership.pk:
            return None
        return cast("Self | None", cls(request, membership, state).abort_if_invalid())

    @classmethod
    def begin(cls, request: HttpRequest, membership: Membership) -> Self | None:
        """Send a code and return it; None where too many were sent of late."""
        email = membership.account.email
        if not ratelimit.consume(request, action="request_login_code", key=email):
            return None
        state = cls.initial_state(user=membership.account, email=email)
        proof = cls(request, membership, state | {"membership": membership.pk})
        proof.send()
        proof.persist()
        return proof

    def send(self) -> None:
        """Send a new code to the address of the account."""
        code = get_adapter().generate_login_code()
        self.state["hash"] = self._hash(code)
        told = {"request": self.request, "code": code, "mission": self.membership.mission}
        get_adapter().send_mail("account/email/role_code", self.membership.account.email, told)

    def is_right(self, code: str) -> bool:
        """Whether this is the code; a wrong one is counted, and the last of them ends it."""
        tried = ratelimit.consume(self.request, action="take_up_code", user=self.request.user)
        if tried and constant_time_compare(self._hash(code), self.state["hash"]):
            return True
        self.record_invalid_attempt()
        return False

    def _hash(self, code: str) -> str:
        of = f"{self.membership.pk} {self.membership.account.email} {normalize_user_code(code)}"
        return salted_hmac("address proof", of, algorithm="sha256").hexdigest()

    def persist(self) -> None:
        """Keep it in the session."""
        self.request.session[STATE] = self.state

    def abort(self) -> None:
        """Forget it."""
        self.request.session.pop(STATE, None)


def proved_just_now(request: HttpRequest, account: Account) -> bool:
    """Whether this session signed in a moment ago with a code sent to the account's address."""
    since = time.time() - app_settings.LOGIN_BY_CODE_TIMEOUT
    return any(
        record.get("method") == "code"
        and str(record.get("email")).lower() == account.email
        and record.get("at", 0) > since
        for record in get_authentication_records(request, account)
    )
