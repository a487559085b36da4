"""The installation's addresses, and the view that the intake is measured against."""

from django.http import HttpRequest, JsonResponse
from django.urls import include, path
from django.views.decorators.http import require_http_methods

from missions.access import signed_in
from missions.models import AuditRecord


@signed_in
@require_http_methods(["PUT"])
def one_insert(request: HttpRequest) -> JsonResponse:
    """Commit one INSERT, as the smallest write of a signed-in account."""
    by = request.user.get_username()
    made = AuditRecord.objects.create(by=by, action="bench", record_type="bench", record_id="1")
    return JsonResponse({"stored": made.pk}, status=201)


urlpatterns = [
    path("bench/one-insert/", one_insert, name="one_insert"),
    path("", include("config.urls")),
]
