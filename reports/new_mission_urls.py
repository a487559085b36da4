"""The ways to a new mission, beside the missions."""

from django.urls import path

from reports.views import mission_setup, setup_upload

urlpatterns = [
    path("new/", mission_setup.mission_new, name="mission_new"),
    path("upload/", setup_upload.mission_upload, name="mission_upload"),
    path("upload/workbook/", setup_upload.mission_workbook, name="mission_workbook"),
]
