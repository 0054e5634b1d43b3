from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OAuth2Config(AppConfig):
    name = "apps.oauth2"
    verbose_name = _("Applications of others")

    def ready(self) -> None:
        from apps.accounts.events import UserLoggedOut
        from apps.accounts.exporting import register_export
        from apps.events.bus import subscribe
        from apps.oauth2.schema import OAuth2Scheme  # noqa: F401 - registers itself
        from services.oauth2.applications import ApplicationService

        applications = ApplicationService()
        register_export("applications", applications.exported)
        subscribe(UserLoggedOut, applications.after_logout)
