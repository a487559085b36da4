"""The forms of signing in and of securing one's account: allauth's, in our words."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as second_step
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext_lazy as _

EMAIL = _("E-mail")
PASSWORD = _("Password")
NEW_PASSWORD = _("New password")
AGAIN = _("New password again")
GOOD_PASSWORD = _("At least 8 characters. Four words that do not belong together are good.")


def say(form: forms.Form, name: str, label: Any, help_text: Any = "") -> None:
    """Give a field its label and its help, and no grey text inside that looks like an answer."""
    field = form.fields[name]
    field.label, field.help_text = label, help_text
    field.widget.attrs.pop("placeholder", None)


def say_new_password(form: forms.Form) -> None:
    """Give both fields of a new password their words."""
    say(form, "password1", NEW_PASSWORD, GOOD_PASSWORD)
    say(form, "password2", AGAIN)


class SignInForm(account.LoginForm):
    """E-mail and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "login", EMAIL)
        say(self, "password", PASSWORD)
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        # Refused: it is the password that is typed again.
        self.fields["password" if self.is_bound else "login"].widget.attrs["autofocus"] = True

    def add_prefix(self, field_name: str) -> str:
        """Return the field's name in the page: browsers keep the address under “username”."""
        return super().add_prefix("username" if field_name == "login" else field_name)


class CodeByMailForm(account.RequestLoginCodeForm):
    """Where to send a code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "email", EMAIL)


class CodeForm(account.ConfirmLoginCodeForm):
    """The code that was sent."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "code", _("Code"))


class ForgottenPasswordForm(account.ResetPasswordForm):
    """Where to send a link for a new password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "email", EMAIL)


class NewPasswordForm(account.ResetPasswordKeyForm):
    """A new password for who forgot the old one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_new_password(self)


class OtherPasswordForm(account.ChangePasswordForm):
    """A new password in place of the one of now."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "oldpassword", _("Password of now"))
        say_new_password(self)


class FirstPasswordForm(account.SetPasswordForm):
    """A password for who went on without one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_new_password(self)


class PasswordAgainForm(account.ReauthenticateForm):
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "password", PASSWORD)


CODE_OF_APP = _("The six digits your app shows now, or one of your recovery codes.")


class SecondStepForm(second_step.AuthenticateForm):
    """A code of the app, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "code", _("Code"), CODE_OF_APP)
        self.fields["code"].widget.attrs["autofocus"] = True


class SecondStepAgainForm(second_step.ReauthenticateForm):
    """A code once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "code", _("Code"), CODE_OF_APP)


class AppForm(totp.ActivateTOTPForm):
    """The first code of an app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "code", _("Code"), _("The six digits the app shows now."))


class PasskeyForm(webauthn.AddWebAuthnForm):
    """A new passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "name", _("Name"), _("By which you know it again, as “Work laptop”."))
        say(
            self,
            "passwordless",
            _("Sign in with it alone, without password"),
            _(
                "Ticked: choosing the passkey signs you in, and the device asks for its PIN, your "
                "finger or your face. Left empty: you sign in with your password or an e-mailed "
                "code first, and the passkey is the second step."
            ),
        )
        self.fields["name"].widget.attrs["maxlength"] = 100


class PasskeyNameForm(webauthn.EditWebAuthnForm):
    """Another name of a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "name", _("Name"))
