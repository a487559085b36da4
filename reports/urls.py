"""The overview and the statement, inside a mission."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
