"""The field app's worker: at the root, since it may answer for what lies below it only."""

from django.urls import path

from visits.views import field_frame

urlpatterns = [path("field-worker.js", field_frame.field_worker, name="field_worker")]
