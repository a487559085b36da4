"""Every address of an installation."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

# Django's own page would pass by the second step and the limits. To mypy no
# method may be replaced.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    # First what devices send to: addresses are tried in this order at every sending.
    path("missions/<slug:slug>/", include("visits.urls")),
    path("admin/", admin.site.urls),
    path("", include("reports.start_urls")),
    path("", include("missions.urls")),
    path("", include("observers.taking_up_urls")),
    path("", include("visits.worker_urls")),
    path("missions/", include("reports.new_mission_urls")),
    path("missions/<slug:slug>/", include("missions.mission_urls")),
    path("missions/<slug:slug>/", include("observers.urls")),
    path("missions/<slug:slug>/", include("visits.own_urls")),
    path("missions/<slug:slug>/", include("visits.field_urls")),
    path("missions/<slug:slug>/", include("visits.photo_urls")),
    path("missions/<slug:slug>/", include("reports.setup_urls")),
    path("missions/<slug:slug>/", include("visits.review_urls")),
    path("missions/<slug:slug>/", include("reports.urls")),
]
