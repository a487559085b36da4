"""What the field's words mean."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from missions.access import public
from missions.glossary import CHAPTERS, TERMS


@public
@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """Explain the field's words, each at its own place on the page."""
    return render(request, "missions/glossary.html", {"chapters": CHAPTERS, "terms": TERMS})
