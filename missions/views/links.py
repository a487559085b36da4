"""Pages behind one-time links."""

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from missions import access_rules
from missions.access import public
from missions.account_forms import FirstAdministratorForm
from missions.actions.links import become_first_administrator
from missions.models import LinkPurpose
from missions.one_time_links import link_of
from missions.rules import NotAllowed

# Whom a link lets in signs in with a password from then on.
BACKEND = "django.contrib.auth.backends.ModelBackend"


@public
@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def first_administrator(request: HttpRequest, secret: str) -> HttpResponse:
    """Ask who the first administrator is; open their account and sign them in."""
    form = FirstAdministratorForm(request.POST or None)
    try:
        access_rules.check_can_use_link(link_of(secret, LinkPurpose.FIRST_ADMINISTRATOR))
        access_rules.check_needs_first_administrator()
        if request.method == "POST" and form.is_valid():
            login(request, become_first_administrator(secret, **form.account_said()), BACKEND)
            return redirect("start")
    except NotAllowed as refusal:
        return link_refused(request, refusal)
    return render(request, "missions/first_administrator.html", {"form": form})


def link_refused(request: HttpRequest, refusal: NotAllowed) -> HttpResponse:
    """Return the page that says why a link lets nobody in: 404 for an unknown one, else 410."""
    status = 404 if isinstance(refusal, access_rules.UnknownLink) else 410
    return render(request, "missions/link_refused.html", {"why": str(refusal)}, status=status)
