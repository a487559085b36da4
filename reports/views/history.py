"""What happened in a mission, and to one of its records."""

from django.core.exceptions import FieldDoesNotExist
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from missions.access import MissionRequest, Permission, mission_view
from missions.lists import list_response
from missions.models import AuditRecord
from reports.history.labels import kind_in_words, labels_of, model_of, numbered
from reports.history.table import HistoryFilter, HistoryTable

# Records of the room of reports: sentences, claims, acknowledgements.
OF_THE_STATEMENT = "reports."


@mission_view(Permission.SEE_HISTORY)
@require_safe
def history_list(request: MissionRequest) -> HttpResponse:
    """Everything that was done in the mission, the newest first."""
    return list_response(
        request,
        template="reports/history_list.html",
        name="history",
        title=_("History"),
        table=HistoryTable,
        filters=HistoryFilter,
        records=_acts(request).order_by("-pk"),
    )


@mission_view(Permission.SEE_HISTORY)
@require_safe
def record_history(request: MissionRequest, record_type: str, pk: int) -> HttpResponse:
    """What was done to one record of the mission, which may be gone by now."""
    if not _may_be_told(request, record_type):
        raise Http404(_("There is no such record."))
    acts = _acts(request).filter(record_type=record_type, record_id=str(pk))
    if not acts.exists() and not _is_here(request, record_type, pk):
        raise Http404(_("There is no such record."))
    named = (record_type, str(pk))
    label = labels_of([named], request.mission.pk).get(named) or numbered(str(pk))
    record = f"{kind_in_words(record_type)} {label}"
    return list_response(
        request,
        template="reports/record_history.html",
        name=f"history-{record_type}-{pk}",
        title=_("History: %(record)s") % {"record": record},
        table=HistoryTable,
        records=acts.order_by("-pk"),
        table_options={"exclude": ("record",)},
    )


def _acts(request: MissionRequest) -> QuerySet[AuditRecord]:
    """Return what was done in the mission; of the statement only to who sees its draft."""
    acts = AuditRecord.objects.filter(mission_id=request.mission.pk)
    if _may_be_told(request, OF_THE_STATEMENT):
        return acts
    return acts.exclude(record_type__startswith=OF_THE_STATEMENT)


def _may_be_told(request: MissionRequest, record_type: str) -> bool:
    """Return whether the role may read what was done to records of this kind.

    The acts on a statement quote its sentences, before and after.
    """
    of_statement = record_type.startswith(OF_THE_STATEMENT)
    return not of_statement or Permission.SEE_DRAFT in request.may


def _is_here(request: MissionRequest, record_type: str, pk: int) -> bool:
    """Return whether a record that nothing was done to yet is one of this mission's own."""
    model = model_of(record_type)
    if model is None:
        return False
    try:
        model._meta.get_field("mission")
    except FieldDoesNotExist:
        return False
    return model._default_manager.filter(pk=pk, mission=request.mission).exists()
