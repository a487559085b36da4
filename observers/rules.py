"""Who may be tied to what."""

from django.utils.translation import gettext_lazy as _

from missions.models import Account, Membership
from missions.rules import NotAllowed
from observers.models import Delegation, Person

OTHER_ACCOUNT = _("This person signs in with another account already.")
OTHER_PERSON = _("This account belongs to another person already.")
OTHER_MISSIONS_DELEGATION = _("This delegation belongs to another mission.")


def check_can_tie_account(person: Person, account: Account) -> None:
    """Raise NotAllowed where the person or the account is tied to somebody else already."""
    if person.account_id not in (None, account.pk):
        raise NotAllowed(OTHER_ACCOUNT)
    if Person.objects.filter(account=account).exclude(pk=person.pk).exists():
        raise NotAllowed(OTHER_PERSON)


def check_can_act_for(membership: Membership, delegation: Delegation) -> None:
    """Raise NotAllowed unless the delegation is of the membership's mission."""
    if delegation.mission_id != membership.mission_id:
        raise NotAllowed(OTHER_MISSIONS_DELEGATION)
