"""The field app as a whole: its version, the files it is made of, and how its pages are answered.

A page of the field app is a shell: it holds nothing of a person or a visit, since devices keep it.
"""

import hashlib
from collections.abc import Iterator
from functools import cache, wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.templatetags.static import static
from django.utils.cache import patch_cache_control

from missions.access import View

# Said by every shell: the worker keeps a page only beside the files of its own version.
VERSION_HEADER = "Field-App"
STATIC_FILES = (
    "icon.svg",
    "vendor/icons.svg",
    "vendor/bootstrap.min.css",
    "vendor/idb.js",
    "css/mushahid.css",
    "css/print.css",
    "css/visits.css",
    "js/theme.js",
    "js/typed_fields.js",
)
# Whatever lies here belongs to the field app.
STATIC_PATTERNS = ("js/field/*.js", "css/field*.css")
# What shells are made of: another word in one of them makes another version.
SOURCES = ("templates", "visits")
SOURCE_SUFFIXES = {".html", ".py", ".js"}


def static_names() -> list[str]:
    """Return the names of the static files that every device keeps, each once."""
    folder = Path(settings.BASE_DIR) / "static"
    found = (path for pattern in STATIC_PATTERNS for path in folder.glob(pattern))
    own = (path.relative_to(folder).as_posix() for path in found)
    return sorted({*STATIC_FILES, *own})


def static_addresses() -> list[str]:
    """Return the addresses of the static files that every device keeps."""
    return [static(name) for name in static_names()]


def version() -> str:
    """Return the version of the field app: the same as long as nothing it is made of changes."""
    return _counted_version() if settings.DEBUG else _version()


@cache
def _version() -> str:
    return _counted_version()


def _counted_version() -> str:
    counted = hashlib.sha256()
    for path in _made_of():
        counted.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return counted.hexdigest()[:12]


def _made_of() -> Iterator[Path]:
    for name in static_names():
        found = finders.find(name)
        if found:
            yield Path(found)
    for folder in SOURCES:
        paths = (Path(settings.BASE_DIR) / folder).rglob("*")
        yield from sorted(path for path in paths if path.suffix in SOURCE_SUFFIXES)


def shell(view: View) -> View:
    """Mark a page of the field app with the app's version: only the device itself keeps it."""

    @wraps(view)
    def answered(*args: Any, **kwargs: Any) -> HttpResponse:
        answer = view(*args, **kwargs)
        answer[VERSION_HEADER] = version()
        patch_cache_control(answer, private=True, no_cache=True)
        return answer

    return answered
