"""The field app as a whole: its version, the files it is made of, and how its pages are answered.

A page of the field app is a shell: it holds nothing of a person or a visit, since devices keep it.
"""

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterator
from functools import cache, wraps
from pathlib import Path
from typing import Any

import brotli
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.utils.cache import patch_cache_control, patch_vary_headers

from missions.access import View

# Said by every shell: the worker keeps a page only beside the files of its own version.
VERSION_HEADER = "Field-App"
STATIC_FILES = (
    "icon.svg",
    "vendor/icons.svg",
    "vendor/bootstrap.min.css",
    "vendor/idb.js",
    "css/mushahid.css",
    "css/photos.css",
    "css/visits.css",
    "js/theme.js",
    "js/told_by.js",
    "js/typed_fields.js",
    "js/visit_count.js",
    "js/visit_opening.js",
    "js/visit_questions.js",
    "js/visit_steps.js",
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


def version() -> str:
    """Return the version of the field app: the same as long as nothing it is made of changes."""
    return _made()[0]


def files_with_hashes() -> list[tuple[str, str]]:
    """Return the address and the hash of each static file that every device keeps.

    The hash is as browsers check it: what anybody else answers in its place is no such file.
    """
    return _made()[1]


def _made() -> tuple[str, list[tuple[str, str]]]:
    return _counted() if settings.DEBUG else _counted_once()


@cache
def _counted_once() -> tuple[str, list[tuple[str, str]]]:
    return _counted()


def _counted() -> tuple[str, list[tuple[str, str]]]:
    files = [(static(name), _integrity(_served(name).read_bytes())) for name in static_names()]
    counted = hashlib.sha256(repr(files).encode())
    for path in _sources():
        counted.update(path.read_bytes() + b"\0")
    return counted.hexdigest()[:12], files


def _integrity(served: bytes) -> str:
    return f"sha256-{b64encode(hashlib.sha256(served).digest()).decode()}"


def _served(name: str) -> Path:
    """Return the file that is answered for a name: the collected one where names carry hashes."""
    if isinstance(staticfiles_storage, ManifestFilesMixin):
        return Path(staticfiles_storage.path(staticfiles_storage.stored_name(name)))
    return Path(str(finders.find(name)))


def _sources() -> Iterator[Path]:
    for folder in SOURCES:
        paths = (Path(settings.BASE_DIR) / folder).rglob("*")
        yield from sorted(path for path in paths if path.suffix in SOURCE_SUFFIXES)


def shell(view: View) -> View:
    """Mark a page of the field app with the app's version, and answer it as small as it gets.

    Only the device itself keeps it.
    """

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        answer[VERSION_HEADER] = version()
        patch_cache_control(answer, private=True, no_cache=True)
        if "br" in re.findall(r"\w+", request.headers.get("Accept-Encoding", "")):
            answer.content = brotli.compress(answer.content, quality=9)
            answer["Content-Encoding"] = "br"
            patch_vary_headers(answer, ["Accept-Encoding"])
        return answer

    return answered
