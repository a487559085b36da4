"""Delegations, observers and teams, inside a mission."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
