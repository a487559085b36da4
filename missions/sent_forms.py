"""A form that adds, sent twice: a double click adds one record and not two.

Such a form carries a number that was made when its page was opened (`{% opened %}`, which keeps
it while errors are mended). The view adds with `once`; a form that cannot be added is asked for
with `led_before`, since what is wrong with it may be that it was added a moment ago. A form
without a number, of a script or an old page, is added as it comes.
"""

import hashlib
import json
from collections.abc import Callable
from typing import Any, TypeVar, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.utils.functional import Promise

from missions.actions.sent_forms import Added, add_once
from missions.models import Account, SentForm

NUMBER = "opened"
Made = TypeVar("Made")


def opened_as(request: HttpRequest) -> UUID | None:
    """Return the number that the page of a sent form was opened with; None where it says none."""
    try:
        return UUID(request.POST.get(NUMBER, ""))
    except ValueError:
        return None


def once(
    request: HttpRequest, add: Callable[[], Made], leads_to: Callable[[Made], str]
) -> Added[Made]:
    """Add what a form says unless this very form came before; say where that leads."""
    number = opened_as(request)
    if number is None:
        made = add()
        return Added(leads_to(made), made)
    return add_once(
        add=add, leads_to=leads_to, number=number, sha256=_sha256(request), by=_account(request)
    )


def led_before(request: HttpRequest) -> str:
    """Return where this very form led when it came before; "" for one that did not."""
    number = opened_as(request)
    if number is None:
        return ""
    known = SentForm.objects.filter(
        account=_account(request), number=number, sha256=_sha256(request)
    )
    return known.values_list("led_to", flat=True).first() or ""


def say_once(request: HttpRequest, said: str | Promise) -> None:
    """Say what was added, unless the page that follows says it already."""
    waiting: Any = messages.get_messages(request)
    if said and str(said) not in [str(each) for each in waiting]:
        messages.success(request, str(said))
    # They were looked at here, and not shown.
    waiting.used = False


def _sha256(request: HttpRequest) -> str:
    """Return the hash of the address and of all that was typed."""
    typed = sorted((name, texts) for name, texts in request.POST.lists() if "csrf" not in name)
    return hashlib.sha256(json.dumps([request.path, typed]).encode()).hexdigest()


def _account(request: HttpRequest) -> Account:
    return cast(Account, request.user)  # the stamps of the views see to it
