"""Searching a mission."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from missions.access import MissionRequest, Permission, mission_view
from reports.searching import Asker, kinds_for, search, search_kind, searched


@mission_view(Permission.SEARCH)
@require_safe
def mission_search(request: MissionRequest) -> HttpResponse:
    """Show what holds the words of ?q=, by kind; with ?kind=, all of one kind in pages."""
    text, key = searched(request.GET.get("q", "")), request.GET.get("kind", "")
    asker = Asker(request.mission, request.user, request.may)
    shown = {"words": text, "kinds": [kind.label for kind in kinds_for(asker)]}
    if key and text:
        found = search_kind(asker, text, key, request.GET.get("page", "1"))
        if found is None:
            raise Http404(_("There is nothing of this kind to search."))
        return render(request, "reports/mission_search.html", shown | {"found": [found]})
    return render(request, "reports/mission_search.html", shown | {"found": search(asker, text)})
