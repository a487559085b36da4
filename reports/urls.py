"""The overview and the statement, inside a mission."""

from django.urls import path

from reports.views import overview, statement, tallies

urlpatterns = [
    path("", overview.mission_overview, name="mission_overview"),
    path("tallies/", tallies.tally_list, name="tally_list"),
    path("statement/", statement.statement_draft, name="statement_draft"),
    path(
        "statement/<str:kind>.<str:suffix>",
        statement.statement_download,
        name="statement_download",
    ),
    path("statement/acknowledge/", statement.pattern_acknowledge, name="pattern_acknowledge"),
]
