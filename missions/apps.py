from django.apps import AppConfig
from django.contrib.auth import user_logged_in
from django.utils.translation import gettext_lazy as _


class MissionsConfig(AppConfig):
    name = "missions"
    verbose_name = _("Missions")

    def ready(self) -> None:
        """Have each new session remember that it is noted."""
        from missions.sessions import mark_as_noted

        user_logged_in.connect(mark_as_noted)
