"""Signing in, and the way to one's missions."""

from django.urls import path

from missions import account_urls
from missions.views import accounts, glossary, links, reach

urlpatterns = [
    path("reach/", reach.reach, name="reach"),
    path("help/", glossary.glossary, name="glossary"),
    *account_urls.urlpatterns,
    path(
        "first-administrator/<str:secret>/",
        links.first_administrator,
        name="first_administrator",
    ),
    path("accounts/", accounts.installation_accounts, name="installation_accounts"),
    path("accounts/new/", accounts.installation_account_add, name="installation_account_add"),
    path("accounts/<int:pk>/", accounts.installation_account, name="installation_account"),
    path(
        "accounts/<int:pk>/link/",
        accounts.installation_account_link,
        name="installation_account_link",
    ),
]
