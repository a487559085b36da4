"""Stations and visits, inside a mission."""

from django.urls import path

from visits.views import log, stations

urlpatterns = [
    path("stations/", stations.station_list, name="station_list"),
    path("log/<str:stage>/", log.visit_log, name="visit_log"),
    path(
        "visits/<uuid:uuid>/received/<str:sha256>/", log.visit_received, name="visit_received"
    ),
]
