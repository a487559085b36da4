"""Logging a visit."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from missions.access import MissionRequest, Permission, mission_view


@mission_view(Permission.LOG_VISITS)
@require_http_methods(["GET", "HEAD", "POST"])
def visit_log(request: MissionRequest, stage: str) -> HttpResponse:
    return render(request, "visits/visit_log.html", {})


@mission_view(Permission.LOG_VISITS)
@require_safe
def visit_received(request: MissionRequest, uuid: UUID, sha256: str) -> HttpResponse:
    return render(request, "visits/visit_received.html", {})
