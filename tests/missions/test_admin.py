"""Django's admin is for looking, by superusers, and shows nothing personal."""

import pytest
from django.contrib import admin
from django.test import override_settings
from django.urls import include, path

from missions.admin import ReadOnlyAdmin
from missions.models import Account
from observers.models import Person
from tests import factories
from tests.factories import AccountFactory

pytestmark = pytest.mark.django_db

urlpatterns = [path("admin/", admin.site.urls), path("", include("config.urls"))]


@pytest.fixture(scope="module", autouse=True)
def addresses_of_the_admin():
    """Answer at the addresses above; once for all tests, as composing all of them takes long."""
    with override_settings(ROOT_URLCONF=__name__):
        yield


OURS = {
    model: shown
    for model, shown in admin.site._registry.items()
    if model.__module__.split(".")[0] in {"missions", "observers", "visits", "reports"}
}
PERSONAL = {
    "name",
    "names",
    "email",
    "phone",
    "password",
    "gender",
    "nationality",
    "languages",
    "accreditation_number",
    "person",
    "told_by",
    "signed_by",
    "reviewed_by",
    "by",
    "account",
    "observer",
    "membership",
    "summary",
    "comments",
    "comment",
    "notes",
    "note",
    "payload",
}
NAMES = {"name", "names"}
# The same words where they are about no person.
NOT_PERSONAL = {
    "area": NAMES,
    "station": NAMES,
    "delegation": NAMES,
    "team": NAMES,
    "mission": NAMES | {"languages"},
    "missionquestion": NAMES,
}
FACTORIES = {model: getattr(factories, f"{model.__name__}Factory") for model in OURS}
SECRET = "Somebody Known"
each_model = pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label_lower)


def pages(model):
    return f"/admin/{model._meta.app_label}/{model._meta.model_name}/"


def superuser():
    return AccountFactory(is_staff=True, is_superuser=True)


@each_model
def test_every_page_of_the_admin_only_reads(model):
    assert isinstance(OURS[model], ReadOnlyAdmin)


@each_model
def test_no_personal_field_is_shown(model):
    shown = OURS[model]
    fields = set(shown.fields or [field.name for field in model._meta.fields])
    seen = set(shown.list_display) | (set() if shown.names_people else fields)
    assert not seen & (PERSONAL - NOT_PERSONAL.get(model._meta.model_name, set()))


@each_model
def test_nobody_is_named_on_any_page(model, signed_in):
    made = FACTORIES[model]()
    Person.objects.update(name=SECRET)
    Account.objects.update(name=SECRET)
    client = signed_in(superuser())
    for address in (pages(model), f"{pages(model)}{made.pk}/change/"):
        assert SECRET not in client.get(address).content.decode()


@each_model
def test_a_superuser_may_look_at_the_list_and_at_a_record_that_names_nobody(model, signed_in):
    made = FACTORIES[model]()
    client = signed_in(superuser())
    assert client.get(pages(model)).status_code == 200
    expected = 403 if OURS[model].names_people else 200
    assert client.get(f"{pages(model)}{made.pk}/change/").status_code == expected


@each_model
def test_a_superuser_may_not_add_change_or_delete(model, signed_in):
    made = FACTORIES[model]()
    client = signed_in(superuser())
    assert client.get(f"{pages(model)}add/").status_code == 403
    assert client.post(f"{pages(model)}{made.pk}/change/", {}).status_code == 403
    assert client.post(f"{pages(model)}{made.pk}/delete/", {"post": "yes"}).status_code == 403
    assert model.objects.filter(pk=made.pk).exists()


def test_staff_who_are_no_superusers_see_nothing(signed_in):
    client = signed_in(AccountFactory(is_staff=True))
    assert client.get("/admin/visits/visit/").status_code == 403
