"""Every address of an installation."""

from django.urls import include, path

urlpatterns = [
    path("", include("missions.urls")),
    path("missions/<slug:slug>/", include("visits.urls")),
    path("missions/<slug:slug>/", include("reports.urls")),
]
