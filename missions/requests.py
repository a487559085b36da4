"""Requests that no page can answer."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

NUL = "\0"
Answer = Callable[[HttpRequest], HttpResponse]


def refuse_nul(get_response: Answer) -> Answer:
    """Return a middleware that answers 400 where an address or a form holds a NUL character.

    Nobody types one and PostgreSQL holds none. The body of a device's visit is left to the
    intake, which replaces them.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        posted = request.POST if request.method == "POST" else QueryDict()
        if NUL in request.path_info or _has_nul(request.GET) or _has_nul(posted):
            return render(request, "missions/unreadable_request.html", status=400)
        return get_response(request)

    return answer


def _has_nul(told: QueryDict) -> bool:
    return any(NUL in text for name, texts in told.lists() for text in (name, *texts))
