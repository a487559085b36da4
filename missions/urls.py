"""Signing in, and the way to one's missions."""

from django.urls import path

from missions.views import entrance, glossary, links

urlpatterns = [
    path("help/", glossary.glossary, name="glossary"),
    path("sign-in/", entrance.sign_in, name="login"),
    path("sign-out/", entrance.sign_out, name="logout"),
    path(
        "first-administrator/<str:secret>/",
        links.first_administrator,
        name="first_administrator",
    ),
]
