from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        """Tell the room of visits what evidence is used for (sentence rule 7)."""
        from reports.objections import check_not_last_editor
        from visits.rules import OBJECTIONS

        OBJECTIONS.append(check_not_last_editor)
