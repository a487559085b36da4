"""What an observer finds of the own team, inside a mission."""

from django.urls import path

from visits.views import merging, own_findings, own_visits

urlpatterns = [
    path("my-visits/", own_visits.my_visits, name="my_visits"),
    path(
        "my-visits/<uuid:uuid>/merge/<str:sha256>/",
        merging.visit_merge,
        name="visit_merge",
    ),
    path("my-team/", own_visits.my_team, name="my_team"),
    path("my-findings/", own_findings.my_findings, name="my_findings"),
    path("my-findings/report/", own_findings.finding_report, name="finding_report"),
    path(
        "my-findings/<uuid:uuid>/received/<str:sha256>/",
        own_findings.finding_received,
        name="finding_received",
    ),
]
