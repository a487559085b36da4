"""Signing in, and the way to one's missions."""

from django.urls import path

from missions import views

urlpatterns = [
    path("", views.start, name="start"),
    path("sign-in/", views.sign_in, name="login"),
    path("sign-out/", views.sign_out, name="logout"),
]
