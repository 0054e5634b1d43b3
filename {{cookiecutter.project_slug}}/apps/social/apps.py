from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SocialConfig(AppConfig):
    name = "apps.social"
    verbose_name = _("Accounts elsewhere")

    def ready(self) -> None:
        from apps.accounts.events import AccountDeleted
        from apps.accounts.exporting import register_export
        from apps.events.bus import subscribe
        from services.social.identities import IdentityService

        identities = IdentityService()
        register_export("identities", identities.exported)
        subscribe(AccountDeleted, identities.forget)
