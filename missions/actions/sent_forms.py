"""What a form adds, added once however often the form is sent."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Generic, TypeVar
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from missions.models import Account, SentForm
from missions.models.inserting import insert

KEPT_FOR = timedelta(days=7)
Made = TypeVar("Made")


@dataclass(frozen=True)
class Added(Generic[Made]):
    """What a form added, and where that led; `made` is None where the form came before."""

    led_to: str
    made: Made | None = None
    again: bool = False


@transaction.atomic
def add_once(
    *,
    add: Callable[[], Made],
    leads_to: Callable[[Made], str],
    number: UUID,
    sha256: str,
    by: Account,
) -> Added[Made]:
    """Call `add` unless this form came before, and return what it made and where that leads.

    The row is inserted before anything is added and in the same transaction: a second copy waits
    for the first one to end. `add` writes the audit records of what it adds, and what it refuses
    (NotAllowed) undoes the row as well.
    """
    sent = SentForm(account=by, number=number, sha256=sha256)
    if not insert(sent, unless_there=True):
        first = SentForm.objects.get(account=by, number=number, sha256=sha256)
        return Added(first.led_to, again=True)
    made = add()
    sent.led_to = leads_to(made)
    sent.save(update_fields=["led_to"])
    _forget_old(by)
    return Added(sent.led_to, made)


def _forget_old(account: Account) -> None:
    """Forget forms of days ago; one that another request is forgetting is left to it."""
    old = SentForm.objects.filter(account=account, sent_at__lt=timezone.now() - KEPT_FOR)
    locked = old.select_for_update(skip_locked=True).values_list("pk", flat=True)
    SentForm.objects.filter(pk__in=list(locked)).delete()
