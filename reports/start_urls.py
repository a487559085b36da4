"""The page one begins on: it sees all rooms, so it stands in the uppermost."""

from django.urls import path

from reports.views import start

urlpatterns = [path("", start.start, name="start")]
