"""The overview and the statement, inside a mission."""

from django.urls import path

from reports.views import (
    claims,
    editing,
    history,
    overview,
    records,
    revisions,
    search,
    statement,
    tallies,
)

# A sentence of one kind of statement, by its key.
SENTENCE = "statement/<str:kind>/sentences/<str:key>"

urlpatterns = [
    path("", overview.mission_overview, name="mission_overview"),
    path("history/", history.history_list, name="history_list"),
    path("history/<str:record_type>/<int:pk>/", history.record_history, name="record_history"),
    path("meetings/", records.meeting_list, name="meeting_list"),
    path("meetings/new/", records.meeting_add, name="meeting_add"),
    path("meetings/<int:pk>/", records.meeting_edit, name="meeting_edit"),
    path("meetings/<int:pk>/delete/", records.meeting_delete, name="meeting_delete"),
    path("sources/", records.source_list, name="source_list"),
    path("sources/new/", records.source_add, name="source_add"),
    path("sources/<int:pk>/", records.source_edit, name="source_edit"),
    path("sources/<int:pk>/delete/", records.source_delete, name="source_delete"),
    path("tallies/", tallies.tally_list, name="tally_list"),
    path("search/", search.mission_search, name="mission_search"),
    path("statement/", statement.statement_draft, name="statement_draft"),
    path(
        "statement/<str:kind>.<str:suffix>",
        statement.statement_download,
        name="statement_download",
    ),
    path("statement/acknowledge/", statement.pattern_acknowledge, name="pattern_acknowledge"),
    path("statement/<str:kind>/changes/", statement.statement_changes, name="statement_changes"),
    path("statement/<str:kind>/add/", editing.sentence_add, name="sentence_add"),
    path("statement/<str:kind>/claims/<str:key>/", claims.claim_edit, name="claim_edit"),
    path(
        "statement/<str:kind>/claims/<str:key>/withdraw/",
        claims.claim_withdraw,
        name="claim_withdraw",
    ),
    path("statement/<str:kind>/sign/", claims.conclusion_sign, name="conclusion_sign"),
    path(f"{SENTENCE}/edit/", editing.sentence_edit, name="sentence_edit"),
    path(f"{SENTENCE}/restore/", editing.sentence_restore, name="sentence_restore"),
    path(f"{SENTENCE}/place/", editing.sentence_place, name="sentence_place"),
    path(f"{SENTENCE}/cut/", editing.sentence_cut, name="sentence_cut"),
    path(f"{SENTENCE}/put-back/", editing.sentence_put_back, name="sentence_put_back"),
    path(f"{SENTENCE}/history/", revisions.sentence_history, name="sentence_history"),
    path(f"{SENTENCE}/merge/<int:pk>/", revisions.sentence_merge, name="sentence_merge"),
    path(f"{SENTENCE}/reuse/<int:pk>/", revisions.sentence_reuse, name="sentence_reuse"),
]
