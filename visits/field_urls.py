"""The field app: what a phone keeps and asks, inside a mission."""

from django.urls import path

from visits.views import field_forms, field_frame, field_told, intake

urlpatterns = [
    path("field/", field_forms.field_home, name="field_home"),
    path(
        "field/forms/<str:language>/<str:stage>/<str:sha256>/",
        field_forms.field_form,
        name="field_form",
    ),
    path("field/finding/", field_forms.field_finding, name="field_finding"),
    path("field/outbox/", field_frame.field_outbox, name="field_outbox"),
    path("field/manifest.webmanifest", field_frame.field_manifest, name="field_manifest"),
    path("field/day/", field_told.field_day, name="field_day"),
    path("field/stations/", field_told.field_stations, name="field_stations"),
    path("intake/findings/<uuid:uuid>/", intake.finding_intake, name="finding_intake"),
]
