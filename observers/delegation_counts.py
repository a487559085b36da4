"""How many each delegation named, how far their accreditation is, and what it still owes."""

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from observers.models import AccreditationStatus, Delegation, Observer, ObserverRole
from observers.rules import GONE_STATUSES


def counted(delegations: QuerySet[Delegation]) -> QuerySet[Delegation]:
    """Return the delegations with their counts of observers, and their heads.

    `named`: who is nominated, submitted or accredited; `pledged`: of these, who signed. Each
    status has its own count under its name. `heads` are observers with their person.
    """
    per_status = {
        status.value: Count("observers", filter=Q(observers__accreditation_status=status))
        for status in AccreditationStatus
    }
    coming = ~Q(observers__accreditation_status__in=GONE_STATUSES)
    signed = Q(observers__pledge_signed_on__isnull=False)
    heads = Observer.objects.filter(role=ObserverRole.HEAD_OF_DELEGATION).select_related("person")
    return delegations.annotate(
        named_count=Count("observers", filter=coming),
        pledged_count=Count("observers", filter=coming & signed),
        **per_status,
    ).prefetch_related(Prefetch("observers", heads.order_by("code"), to_attr="heads"))


def against_quota(named: int, quota: int | None) -> str:
    """Return how many were named of those asked for, in words."""
    if quota is None:
        return _("%(named)s named, no quota") % {"named": named}
    said = {"named": named, "quota": quota, "owed": quota - named, "more": named - quota}
    if named < quota:
        return _("%(named)s of %(quota)s, %(owed)s still owed") % said
    if named > quota:
        return _("%(named)s of %(quota)s, %(more)s more than asked") % said
    return _("%(named)s of %(quota)s, complete") % said
