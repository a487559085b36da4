"""Stations and visits, inside a mission."""

from django.urls import path

from visits.views import (
    intake,
    log,
    matching,
    own_forms,
    review,
    station_setup,
    stations,
    visit_list,
)

urlpatterns = [
    # First, as it is asked for most.
    path("intake/<uuid:uuid>/", intake.visit_intake, name="visit_intake"),
    path("stations/", stations.station_list, name="station_list"),
    path("setup/stations/", station_setup.station_setup, name="station_setup"),
    path("setup/stations/new/", station_setup.station_add, name="station_add"),
    path("setup/stations/<int:pk>/", station_setup.station_edit, name="station_edit"),
    path("setup/stations/<int:pk>/delete/", station_setup.station_delete, name="station_delete"),
    path("log/<str:stage>/", log.visit_log, name="visit_log"),
    path("visits/<uuid:uuid>/received/<str:sha256>/", log.visit_received, name="visit_received"),
    path("waiting/", visit_list.visit_waiting, name="visit_waiting"),
    path("visits/<uuid:uuid>/", review.visit_detail, name="visit_detail"),
    path("visits/<uuid:uuid>/review/", review.visit_review, name="visit_review"),
    path("visits/<uuid:uuid>/station/", matching.station_match, name="station_match"),
    path("visits/<uuid:uuid>/station/back/", matching.station_unmatch, name="station_unmatch"),
    path("visits/<uuid:uuid>/copies/<str:sha256>/", review.copy_decide, name="copy_decide"),
    path("findings/<uuid:uuid>/decide/", review.finding_decide, name="finding_decide"),
    path("forms/", own_forms.form_list, name="form_list"),
    path("forms/<str:stage>/", own_forms.form_detail, name="form_detail"),
    path("forms/<str:stage>/preview/", own_forms.form_preview, name="form_preview"),
    path("forms/<str:stage>/publish/", own_forms.form_publish, name="form_publish"),
    path("forms/<str:stage>/switch/", own_forms.question_switch, name="question_switch"),
    path("forms/<str:stage>/questions/add/", own_forms.question_add, name="question_add"),
    path("forms/<str:stage>/questions/<int:pk>/", own_forms.question_edit, name="question_edit"),
    path(
        "forms/<str:stage>/questions/<int:pk>/delete/",
        own_forms.question_delete,
        name="question_delete",
    ),
]
