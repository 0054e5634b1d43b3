from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebhooksConfig(AppConfig):
    name = "apps.webhooks"
    verbose_name = _("Webhooks")

    def ready(self) -> None:
        from apps.accounts.roles import AUDITORS, SUPPORT, declare_role
        from apps.events.bus import subscribe_durably
        from apps.events.relay import register_pump
        from apps.organizations.events import OrganizationEvent
        from services.webhooks.sending import WebhookSender

        subscribe_durably(
            OrganizationEvent, lambda event: WebhookSender().fan_out(event), name="webhooks"
        )
        register_pump(lambda: WebhookSender().run(seconds=5))
        for role in (SUPPORT, AUDITORS):
            declare_role(role, "webhooks.view_webhook", "webhooks.view_delivery")
