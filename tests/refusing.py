"""What the database itself refuses, whoever writes."""

from collections.abc import Callable

from django.db import IntegrityError, transaction


def is_refused(make: Callable[[], object]) -> bool:
    """Whether a constraint keeps what `make` stores from being stored."""
    try:
        with transaction.atomic():
            make()
    except IntegrityError:
        return True
    return False
