"""Taking up an account or a role, before one is in the mission."""

from django.urls import path

from observers.views import taking_up

urlpatterns = [
    path("invitation/<str:secret>/", taking_up.invitation, name="invitation"),
    path("invited/<int:pk>/", taking_up.role_take_up, name="role_take_up"),
    path("invited/link/<str:secret>/", taking_up.role_link, name="role_link"),
]
