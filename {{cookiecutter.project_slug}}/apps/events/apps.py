from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "apps.events"
    verbose_name = _("Events")

    def ready(self) -> None:
        from apps.accounts.roles import AUDITORS, declare_role

        declare_role(AUDITORS, "events.view_storedevent")
