"""Who signs in."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; e-mail addresses are kept in lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Account":
        """Return a new account that signs in with `email`."""
        account = self.model(email=email.strip().lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "Account":
        """Return a new account that may also look at Django's (read-only) admin."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "Account":
        """Return the account of an e-mail address, however it is capitalised."""
        return self.get(email=(username or "").strip().lower())


class Account(AbstractBaseUser, PermissionsMixin):
    """A sign-in. Observer says who a person is in a mission, Membership what they may do."""

    email = models.EmailField(_("e-mail"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=200)
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("may look at the admin"), default=False)
    is_administrator = models.BooleanField(
        _("administrator of the installation"),
        default=False,
        help_text=_("May do in every mission what its administrators may."),
    )
    # From then on nobody but who reads mail at the address let themselves in: what let in before
    # was ended. A link, which somebody else may have opened, sets it back.
    address_proved_at = models.DateTimeField(
        _("address proved at"), null=True, blank=True, editable=False
    )
    made_at = models.DateTimeField(_("made at"), default=timezone.now, editable=False)

    PERSONAL_FIELDS: ClassVar[frozenset[str]] = frozenset({"email", "name", "password"})
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = AccountManager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [models.UniqueConstraint(Lower("email"), name="account_email_once")]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def was_never_used(self) -> bool:
        """Whether nobody ever signed in to it, and nobody could with a password."""
        return self.last_login is None and not self.has_usable_password()
