"""The field app's pages: shells that a phone keeps, and fills from what it holds.

Nothing of a person or an account stands in them: they outlive the session that fetched them.
"""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from missions.access import MissionRequest, Permission, mission_view
from missions.enumerations import Stage
from visits.field_app import shell
from visits.forms.finding_report import FindingReportForm
from visits.forms.shell import NOBODY, ShellForm
from visits.models import Basis, FormVersion, Polarity
from visits.surroundings import Surroundings


@mission_view(Permission.LOG_VISITS)
@require_safe
@gzip_page
@shell
def field_home(request: MissionRequest) -> HttpResponse:
    """What comes next, the stations, the visits under way: filled on the phone."""
    return render(request, "visits/field/home.html", {"stages": list(Stage)})


@mission_view(Permission.LOG_VISITS)
@require_safe
@gzip_page
@shell
def field_form(request: MissionRequest, language: str, stage: str, sha256: str) -> HttpResponse:
    """The form of one version in one language; `#visit=` names the visit that the phone holds."""
    version = _version(request, language, stage, sha256)
    with translation.override(language):
        form = ShellForm(request.mission, version)
        shown = {"form": form, "opened": form.opened, "stage": Stage(stage).label}
        return render(request, "visits/field/form.html", shown)


def _version(request: MissionRequest, language: str, stage: str, sha256: str) -> FormVersion:
    known = language in dict(settings.LANGUAGES) and stage in Stage.values
    version = Surroundings(request.mission).version(sha256, stage) if known else None
    if version is None:
        raise Http404(_("There is no such form."))
    return version


@mission_view(Permission.LOG_VISITS)
@require_safe
@gzip_page
@shell
def field_finding(request: MissionRequest) -> HttpResponse:
    """The form of a finding without a visit; `#finding=` names the one that the phone holds."""
    begun = {"polarity": Polarity.ADVERSE.value, "basis": Basis.SEEN.value}
    form = FindingReportForm(request.mission, NOBODY, initial=begun)
    return render(request, "visits/field/finding.html", {"form": form})
