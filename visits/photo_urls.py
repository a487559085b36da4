"""Photos of visits and findings, inside a mission."""

from django.urls import path

from visits.views import photos

urlpatterns = [
    path("photos/<uuid:uuid>/", photos.photo_resume, name="photo_resume"),
    path(
        "photos/<uuid:uuid>/<str:sha256>/<int:offset>/",
        photos.photo_chunk,
        name="photo_chunk",
    ),
    path("photos/<uuid:uuid>/picture/", photos.photo_show, name="photo_show"),
]
