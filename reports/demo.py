"""What `manage.py demo` loads: the founding mission, and one account for each kind of user."""

import base64
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils.crypto import salted_hmac

from missions.actions import give_role, open_account, set_password
from missions.enumerations import Role
from missions.models import Account, Mission
from observers.actions import act_for_delegation, tie_account
from reports.actions.acknowledging import acknowledge_pattern, adverse_matters
from reports.drafting.patterns import evidence_digest
from reports.folder.importing import import_folder

FOLDER = Path(__file__).resolve().parent / "founding_mission"
SLUG = "kazakhstan-2019"
BY = "demo"
GROUPS, GROUP_LENGTH = 4, 4


@dataclass(frozen=True)
class Player:
    """Somebody who uses the demo: who they are, and what is worth trying as them.

    `role` is theirs in the demo's mission; None for who administers the installation. `observer`
    is the code of the observer the account belongs to, `delegation` that of the delegation it
    acts for; "" for neither.
    """

    email: str
    name: str
    role: Role | None
    attempt: str
    observer: str = ""
    delegation: str = ""

    @property
    def password(self) -> str:
        """The password, made from the installation's key: the same at every run, kept nowhere."""
        digest = salted_hmac("demo password", self.email, algorithm="sha256").digest()
        letters = base64.b32encode(digest).decode().lower()
        groups = range(0, GROUPS * GROUP_LENGTH, GROUP_LENGTH)
        return "-".join(letters[start : start + GROUP_LENGTH] for start in groups)


PLAYERS = (
    Player(
        "observer@demo.example",
        "Observer, Almaty group 1 (demo)",
        Role.OBSERVER,
        "log a voting visit at station R-40",
        observer="kg-2",
    ),
    Player(
        "secretariat@demo.example",
        "Secretariat (demo)",
        Role.SECRETARIAT,
        "verify that visit, then read the statement",
    ),
    Player(
        "second-secretariat@demo.example",
        "Second secretariat (demo)",
        Role.SECRETARIAT,
        "be the second person who sets an urgent visit aside",
    ),
    Player(
        "head-of-mission@demo.example",
        "Head of mission (demo)",
        Role.HEAD_OF_MISSION,
        "read what keeps the statement from being signed",
    ),
    Player(
        "head-of-delegation@demo.example",
        "Head of delegation, Kyrgyzstan (demo)",
        Role.HEAD_OF_DELEGATION,
        "look at the mission's overview and at your delegation",
        delegation="kg",
    ),
    Player(
        "focal-point@demo.example",
        "Focal point, Azerbaijan (demo)",
        Role.FOCAL_POINT,
        "nominate an observer of Azerbaijan",
        delegation="az",
    ),
    Player(
        "administrator@demo.example",
        "Administrator (demo)",
        Role.ADMINISTRATOR,
        "form a team and plan its stations",
    ),
    Player(
        "installation@demo.example",
        "Administrator of the installation (demo)",
        None,
        "create a mission of your own",
    ),
)
EMAILS = [player.email for player in PLAYERS]


class NotTheDemo(Exception):
    """The demo's short name belongs to a real mission; the text is a sentence."""


@transaction.atomic
def load_demo() -> bool:
    """Load the founding mission and its accounts where they are not there yet.

    Returns whether the mission was loaded now. Once loaded it is left as people have changed it,
    their decisions included. Raises NotTheDemo, and what the importer raises.
    """
    mission = Mission.objects.filter(slug=SLUG).first()
    loaded_now = mission is None
    if mission is None:
        import_folder(FOLDER, by=BY)
        mission = Mission.objects.get(slug=SLUG)
    elif not mission.demo:
        raise NotTheDemo(f"A mission “{SLUG}” that is no demonstration is here already.")
    known = {account.email: account for account in Account.objects.filter(email__in=EMAILS)}
    _renew_passwords(known)
    for player in players():
        account = known.get(player.email) or _open(player)
        _place(player, account, mission)
        if player.email not in known and player.role == Role.HEAD_OF_MISSION:
            _acknowledge(mission, account)
    return loaded_now


def players() -> list[Player]:
    """Return who is in the demo here.

    Beside real missions nobody gets to administer the installation who signs in as printed.
    """
    alone = not Mission.objects.filter(demo=False).exists()
    return [player for player in PLAYERS if player.role or alone or _is_open(player)]


def _is_open(player: Player) -> bool:
    return Account.objects.filter(email=player.email).exists()


def _renew_passwords(known: dict[str, Account]) -> None:
    """Where the installation's key is another one now, make what is printed work again.

    One password tells, since all are made from the one key; checking each takes seconds.
    """
    renewed = [player for player in PLAYERS if player.email in known]
    if renewed and not known[renewed[0].email].check_password(renewed[0].password):
        for player in renewed:
            set_password(known[player.email], password=player.password, by=BY)


def _open(player: Player) -> Account:
    return open_account(
        email=player.email,
        name=player.name,
        password=player.password,
        is_administrator=player.role is None,
        by=BY,
    )


def _place(player: Player, account: Account, mission: Mission) -> None:
    """Give an account its role, and the person or the delegation it acts for."""
    if player.role is None:
        return
    membership = give_role(account, mission=mission, role=player.role, by=BY)
    if player.observer:
        tie_account(mission.observers.get(code=player.observer), account=account, by=BY)
    if player.delegation:
        delegation = mission.delegations.get(code=player.delegation)
        act_for_delegation(membership, delegation=delegation, by=BY)


def _acknowledge(mission: Mission, head: Account) -> None:
    """Let the head acknowledge what is adverse as loaded; what comes later asks again."""
    for matter in adverse_matters(mission):
        acknowledge_pattern(
            mission=mission, pattern=matter.key, evidence_digest=evidence_digest(matter), by=head
        )


def sign_in_table() -> str:
    """Return who can sign in, how, and what to try, as lines of equal columns."""
    rows = [("who", "e-mail", "password", "what to try")]
    rows += [(player.name, player.email, player.password, player.attempt) for player in players()]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )
