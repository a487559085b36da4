"""Signing in, and the way to one's missions."""

from django.urls import path

from missions.views import entrance

urlpatterns = [
    path("", entrance.start, name="start"),
    path("sign-in/", entrance.sign_in, name="login"),
    path("sign-out/", entrance.sign_out, name="logout"),
]
