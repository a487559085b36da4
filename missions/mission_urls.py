"""What a mission is set up with, inside a mission."""

from django.urls import path

from missions.views import areas, contacts

urlpatterns = [
    path("setup/areas/", areas.area_list, name="area_list"),
    path("setup/areas/new/", areas.area_add, name="area_add"),
    path("setup/areas/<int:pk>/", areas.area_edit, name="area_edit"),
    path("setup/areas/<int:pk>/delete/", areas.area_delete, name="area_delete"),
    path("contacts/", contacts.contact_list, name="contact_list"),
    path("contacts/new/", contacts.contact_add, name="contact_add"),
    path("contacts/<int:pk>/", contacts.contact_edit, name="contact_edit"),
    path("contacts/<int:pk>/delete/", contacts.contact_delete, name="contact_delete"),
    path("contacts/<int:pk>/move/", contacts.contact_move, name="contact_move"),
]
