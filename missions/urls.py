"""Signing in, and the way to one's missions."""

from django.urls import path

from missions import account_urls
from missions.views import glossary, links

urlpatterns = [
    path("help/", glossary.glossary, name="glossary"),
    *account_urls.urlpatterns,
    path(
        "first-administrator/<str:secret>/",
        links.first_administrator,
        name="first_administrator",
    ),
]
