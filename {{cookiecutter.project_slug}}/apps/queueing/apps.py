from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QueueingConfig(AppConfig):
    name = "apps.queueing"
    verbose_name = _("Tasks")

    def ready(self) -> None:
        from apps.accounts.roles import AUDITORS, declare_role
        from apps.queueing.dead_letters import listen

        listen()
        declare_role(AUDITORS, "queueing.view_deadletter")
