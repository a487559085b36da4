"""Settings of one installation, read from the environment; docs/operations.md lists them."""

import fcntl
import os
import secrets
import tempfile
from pathlib import Path
from urllib.parse import unquote, urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("MUSHAHID_VAR", BASE_DIR / "var"))


_ENGINES = ("django.db.backends.sqlite3", "django.db.backends.postgresql")


def _flag(name: str, default: bool = False) -> bool:
    return os.environ.get(name, "1" if default else "0").lower() in {"1", "yes", "true", "on"}


def _secret_key() -> str:
    """The installation's key: from the environment, else made on first run and kept in var/."""
    if key := os.environ.get("SECRET_KEY"):
        return key
    VAR_DIR.mkdir(parents=True, exist_ok=True)
    path = VAR_DIR / "secret_key"
    if not _written(path):
        _make_secret_key(path)
    return path.read_text()


def _written(path: Path) -> bool:
    # An empty file is no key: somebody ended between making the file and writing it.
    return path.exists() and path.stat().st_size > 0


def _make_secret_key(path: Path) -> None:
    """Put a whole key at `path`; of several processes that start at once, one makes it."""
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        if not _written(path):
            # Renamed when it is whole: nobody ever reads half a key.
            handle, unfinished = tempfile.mkstemp(prefix=".secret_key-", dir=path.parent)
            with os.fdopen(handle, "w") as file:
                file.write(secrets.token_urlsafe(50))
                file.flush()
                os.fsync(handle)
            os.replace(unfinished, path)
    finally:
        os.close(folder)


def _parsed(address: str) -> dict[str, object]:
    """Return Django's settings of a database; the address may hold a password, so none is told."""
    try:
        found = dict(dj_database_url.parse(address))
    except ValueError:
        found = {}
    if found.get("ENGINE") not in _ENGINES:
        raise ImproperlyConfigured(
            "DATABASE_URL must be sqlite:////absolute/path or "
            "postgres://name:password@host:port/database, with what is special in a name or "
            "password written as %40."
        )
    return found


def _database() -> dict[str, object]:
    VAR_DIR.mkdir(parents=True, exist_ok=True)
    default = f"sqlite:///{VAR_DIR / 'db.sqlite3'}"
    found = _parsed(os.environ.get("DATABASE_URL") or default)
    if found["ENGINE"] == "django.db.backends.sqlite3":
        # Without IMMEDIATE, a transaction that reads before it writes fails under other writers.
        found["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
        # A file, so that threads of the tests share it.
        found["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
    else:
        found["CONN_MAX_AGE"] = 60
        # What a connection holds (cursors, prepared queries) is another's after a transaction.
        found["DISABLE_SERVER_SIDE_CURSORS"] = _flag("DATABASE_POOLED")
    return found


def _mail() -> dict[str, object]:
    """Django's settings of the mail server in EMAIL_URL; without it, mail is printed."""
    said = urlsplit(os.environ.get("EMAIL_URL") or "console:")
    if said.scheme == "console":
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    if said.scheme not in {"smtp", "smtps", "smtp+tls"}:
        raise ImproperlyConfigured(
            "EMAIL_URL must begin with smtp://, smtp+tls:// or smtps://, or be “console:”."
        )
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": said.hostname or "localhost",
        "EMAIL_PORT": said.port or {"smtps": 465, "smtp+tls": 587}.get(said.scheme, 25),
        "EMAIL_HOST_USER": unquote(said.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(said.password or ""),
        "EMAIL_USE_TLS": said.scheme == "smtp+tls",
        "EMAIL_USE_SSL": said.scheme == "smtps",
    }


SECRET_KEY = _secret_key()
DEBUG = _flag("DEBUG")
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "localhost 127.0.0.1 [::1]").split()
CSRF_TRUSTED_ORIGINS = os.environ.get("CSRF_TRUSTED_ORIGINS", "").split()

INSTALLED_APPS = [
    "missions",
    "observers",
    "visits",
    "reports",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_filters",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_tables2",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "missions.access.SignInRequired",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "missions.requests.refuse_nul",
    "missions.sessions.note_activity",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["missions.templatetags.interface"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS.append("django.forms")
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

DATABASES = {"default": _database()}
# In the database: the limits of signing in hold for all processes together, wherever they run.
# In memory: what a process counted and can count again.
CACHES = {
    "memory": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "missions.Account"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("MinimumLengthValidator", "CommonPasswordValidator", "NumericPasswordValidator")
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "login"
# A sign-in that waits for its second step, or for a code.
ACCOUNT_ADAPTER = "missions.sign_in.AccountAdapter"
MFA_ADAPTER = "missions.sign_in.SecondStepAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]  # there is no page for it
# Whoever gives an account knows the address; who takes a code has shown that it is theirs.
ACCOUNT_EMAIL_VERIFICATION = "none"
MFA_ALLOW_UNVERIFIED_EMAIL = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60  # mail to a phone abroad is slow
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Mushahid: "
# Names of forms, and rates below: no password stands here, though it looks so to bandit.
ACCOUNT_FORMS = {
    "login": "missions.sign_in_forms.SignInForm",
    "request_login_code": "missions.sign_in_forms.CodeByMailForm",
    "confirm_login_code": "missions.sign_in_forms.CodeForm",
    "reset_password": "missions.sign_in_forms.ForgottenPasswordForm",  # nosec B105
    "reset_password_from_key": "missions.sign_in_forms.NewPasswordForm",  # nosec B105
    "change_password": "missions.sign_in_forms.OtherPasswordForm",  # nosec B105
    "set_password": "missions.sign_in_forms.FirstPasswordForm",  # nosec B105
    "reauthenticate": "missions.sign_in_forms.PasswordAgainForm",
}
MFA_FORMS = {
    "authenticate": "missions.sign_in_forms.SecondStepForm",
    "reauthenticate": "missions.sign_in_forms.SecondStepAgainForm",
    "activate_totp": "missions.sign_in_forms.AppForm",
    "add_webauthn": "missions.sign_in_forms.PasskeyForm",
    "edit_webauthn": "missions.sign_in_forms.PasskeyNameForm",
}
# A whole mission may sign in from the one address of its hotel, so an address may much. What is
# tried against one account is what is kept low; it can still be entered by a code or a passkey.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "60/m/ip,10/5m/key",
    "request_login_code": "100/m/ip,5/15m/key",
    "reset_password": "60/m/ip,5/15m/key",  # nosec B105
    "take_up_code": "20/15m/user",
    "reset_password_from_key": "60/m/ip",  # nosec B105
}
MFA_RATE_LIMITS = {"webauthn_login": "100/m/ip"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Mushahid"
MFA_TOTP_TOLERANCE = 1  # phones' clocks are off by half a minute

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
MEDIA_ROOT = VAR_DIR / "media"
# What is uploaded and not yet confirmed, and photos of which only a part has come.
UPLOADS_ROOT = VAR_DIR / "uploads"
PARTIAL_PHOTOS_ROOT = VAR_DIR / "partial_photos"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or _flag("PLAIN_STATIC")
        else "config.static_files.StaticFiles"
    },
}
WHITENOISE_USE_FINDERS = DEBUG

HTTPS = _flag("HTTPS")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SESSION_COOKIE_HTTPONLY = True
# Longer than a mission stays: a session that ends in the middle of a visit costs its notes. A
# request does not renew it, which would write each time; the note of when a device was last seen
# does, every ten minutes at most (missions/sessions.py).
SESSION_COOKIE_AGE = 30 * 24 * 60 * 60
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
# How many web servers stand before this one: each adds to X-Forwarded-For whom it spoke with.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("PROXIES") or HTTPS)
# Browsers offer passkeys on https and on localhost only, whatever is said here.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
globals().update(_mail())
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM") or "Mushahid <mushahid@localhost>"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        # A photo that is still on the phone is shown from its memory.
        "img-src": [SELF, "data:", "blob:"],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
# What one visit or one mission folder may weigh; a visit's form is a few kilobytes.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # A page that is not found or not open to somebody is no error of ours: no traceback for it.
    "loggers": {"django.request": {"level": "ERROR"}},
}
