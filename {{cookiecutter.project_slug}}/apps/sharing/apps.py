from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SharingConfig(AppConfig):
    name = "apps.sharing"
    verbose_name = _("Sharing")

    def ready(self) -> None:
        from apps.accounts.events import AccountDeleted
        from apps.accounts.exporting import register_export
        from apps.events.bus import subscribe
        from services.sharing.sharing import SharingService

        sharing = SharingService()
        register_export("shares", sharing.held_by)
        subscribe(AccountDeleted, sharing.forget)
