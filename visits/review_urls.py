"""Visits that the secretariat enters, and findings, inside a mission."""

from django.urls import path

from visits.views import entering, findings, matching, outboxes

urlpatterns = [
    path("not-listed/", matching.visit_unlisted, name="visit_unlisted"),
    path("enter/", entering.visit_enter, name="visit_enter"),
    path("enter/<str:stage>/", entering.visit_entry, name="visit_entry"),
    path("bring-in/", outboxes.outbox_import, name="outbox_import"),
    path("findings/", findings.finding_list, name="finding_list"),
    path("findings/new/", findings.finding_add, name="finding_add"),
    path("findings/<uuid:uuid>/", findings.finding_detail, name="finding_detail"),
    path("findings/<uuid:uuid>/edit/", findings.finding_edit, name="finding_edit"),
    path("findings/<uuid:uuid>/second/", findings.finding_second, name="finding_second"),
    path("findings/<uuid:uuid>/settle/", findings.finding_settle, name="finding_settle"),
]
