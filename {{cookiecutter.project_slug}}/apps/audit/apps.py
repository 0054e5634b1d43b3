from django.apps import AppConfig
from django.core.checks import register


class AuditConfig(AppConfig):
    name = "apps.audit"
    verbose_name = "Audit"

    def ready(self) -> None:
        from apps.audit.system_checks import audit_messages

        # With --deploy alone: what serves or migrates does not wait for an audit.
        register(audit_messages, "audit", deploy=True)
