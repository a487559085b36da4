"""What a mission is set up with, inside a mission."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
