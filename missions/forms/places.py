"""The form of an area, and how areas are offered for choice."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from missions.area_tree import AreaTree
from missions.forms.records import Group, RecordForm
from missions.models import Area, Mission


class AreaForm(RecordForm):
    """An area; it may lie in any area that does not lie in it."""

    groups: ClassVar[tuple[Group, ...]] = (
        (gettext_lazy("Area"), ("name", "kind", "parent", "code")),
    )

    class Meta:
        model = Area
        fields = ("name", "kind", "parent", "code")
        labels: ClassVar = {"parent": gettext_lazy("Lies in")}
        help_texts: ClassVar = {
            "parent": gettext_lazy("Empty for an area of the highest level: the text counts these.")
        }

    def __init__(self, mission: Mission, *args: Any, **kwargs: Any) -> None:
        super().__init__(mission, *args, **kwargs)
        self.fields["name"].required = True
        tree = AreaTree(mission)
        own = tree.within(self.instance.code) if self.instance.pk else set()
        offer_areas(self.fields["parent"], tree, without=own)


def offer_areas(
    field: Any, tree: AreaTree, *, without: frozenset[int] | set[int] = frozenset()
) -> None:
    """Let a field offer the mission's areas, each with what it lies in, in one query."""
    offered = [area for area in tree.areas if area.pk not in without]
    named = sorted(((area.pk, tree.in_words(area)) for area in offered), key=lambda each: each[1])
    field.queryset = field.queryset.filter(pk__in=[area.pk for area in offered])
    field.choices = [("", _("None") if not field.required else _("Choose an area")), *named]
    field.widget = forms.Select(attrs=field.widget.attrs, choices=field.choices)
