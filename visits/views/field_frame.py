"""The frame of the field app: the outbox, the worker that keeps the pages, the manifest."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import PrefixNode, static
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from missions.access import MissionRequest, Permission, for_devices, mission_view, public
from visits import field_app

ICONS = (("any", 192), ("any", 512), ("maskable", 192), ("maskable", 512))


@mission_view(Permission.LOG_VISITS)
@require_safe
@gzip_page
@field_app.shell
def field_outbox(request: MissionRequest) -> HttpResponse:
    """What lies on the phone and where each stands: filled on the phone."""
    return render(request, "visits/field/outbox.html")


@for_devices
@mission_view(Permission.LOG_VISITS)
@require_safe
def field_manifest(request: MissionRequest) -> HttpResponse:
    """What a phone needs to put this mission's field app on its home screen."""
    home = reverse("field_home", args=[request.mission.slug])
    told = {
        "id": home,
        "name": _("Mushahid: %(mission)s") % {"mission": request.mission.title},
        "short_name": "Mushahid",
        "start_url": home,
        "scope": reverse("mission_overview", args=[request.mission.slug]),
        "display": "standalone",
        "lang": get_language() or "en",
        "dir": "rtl" if get_language_bidi() else "ltr",
        "background_color": "#17566b",
        "theme_color": "#17566b",
        "icons": [_icon(purpose, size) for purpose, size in ICONS],
    }
    return JsonResponse(told, content_type="application/manifest+json")


def _icon(purpose: str, size: int) -> dict[str, str]:
    name = "app" if purpose == "any" else purpose
    address = static(f"icons/{name}-{size}.png")
    return {"src": address, "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}


@public
@require_safe
@cache_control(no_cache=True)
@gzip_page
def field_worker(request: HttpRequest) -> HttpResponse:
    """The service worker, with the version of the app and the files that make it up."""
    told = {
        "version": field_app.version(),
        "files": field_app.files_with_hashes(),
        "root": PrefixNode.handle_simple("STATIC_URL"),
        "reach": reverse("reach"),
        "words": {"missing": _missing()},
    }
    answer = render(
        request, "visits/field/worker.js", {"told": told}, content_type="text/javascript"
    )
    answer["Service-Worker-Allowed"] = reverse("start")
    return answer


def _missing() -> str:
    """Return the page that stands for one the phone does not have; %(home)s is for the worker."""
    return render_to_string("visits/field/missing.html")
