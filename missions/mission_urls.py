"""What a mission is set up with, inside a mission."""

from django.urls import path

from missions.views import contacts

urlpatterns = [
    path("contacts/", contacts.contact_list, name="contact_list"),
    path("contacts/new/", contacts.contact_add, name="contact_add"),
    path("contacts/<int:pk>/", contacts.contact_edit, name="contact_edit"),
    path("contacts/<int:pk>/delete/", contacts.contact_delete, name="contact_delete"),
    path("contacts/<int:pk>/move/", contacts.contact_move, name="contact_move"),
]
