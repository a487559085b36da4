"""The forms of visits."""

from visits.forms.visit_form import VisitForm

__all__ = ["VisitForm"]
