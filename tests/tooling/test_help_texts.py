"""Fields whose name is a term of the field say what it means, where somebody fills them in."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db

# Who fills in the form, its address, and the fields that a newcomer asks about.
FORMS = [
    ("administrator", "mission_settings", ("thin_below", "withhold", "late_after_minutes")),
    ("administrator", "mission_settings", ("station_selection", "legal_basis", "opening_time")),
    ("administrator", "mission_settings", ("contestants", "stations_nationwide", "host_country")),
    ("administrator", "delegation_add", ("kind", "country", "quota")),
    ("administrator", "observer_add", ("role", "institution_kind", "accreditation_status")),
    ("administrator", "observer_add", ("accreditation_number", "pledge_signed_on", "institution")),
    ("administrator", "team_add", ("members", "reason", "area")),
    ("administrator", "deployment_add", ("stage", "planned_at", "chosen_by")),
    ("administrator", "station_add", ("kind", "setting", "number", "registered_voters")),
    ("administrator", "access_invite", ("role", "delegation", "observer")),
    ("focal_point", "nomination_add", ("role", "institution_kind")),
    ("secretariat", "finding_add", ("severity", "basis", "polarity", "confidential")),
    ("secretariat", "finding_add", ("question", "obligation")),
    ("secretariat", "meeting_add", ("category", "notes")),
    ("secretariat", "source_add", ("kind", "theme", "figure", "quote")),
]


@pytest.mark.parametrize(("role", "name", "fields"), FORMS)
def test_a_term_of_the_field_is_explained_where_it_is_filled_in(
    cast, signed_in, role, name, fields
):
    page = signed_in(cast.of_role(role)).get(reverse(name, args=["here"]))
    assert page.status_code == 200
    form = page.context["form"]
    assert [each for each in fields if not str(form.fields[each].help_text)] == []


@pytest.mark.parametrize(("role", "name"), sorted({(role, name) for role, name, _ in FORMS}))
def test_the_empty_choice_of_a_list_has_words(cast, signed_in, role, name):
    page = signed_in(cast.of_role(role)).get(reverse(name, args=["here"]))
    assert "---" not in page.content.decode()
