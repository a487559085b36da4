"""A mission's settings and its set-up as a file, inside a mission."""

from django.urls import path

from reports.views import mission_setup, setup_upload

urlpatterns = [
    path("setup/settings/", mission_setup.mission_settings, name="mission_settings"),
    path("setup/upload/", setup_upload.setup_upload, name="setup_upload"),
    path("setup/workbook/", setup_upload.setup_workbook, name="setup_workbook"),
]
