from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "apps.accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        from apps.accounts import events, exporting
        from apps.accounts.roles import (
            AUDITORS,
            MANAGERS,
            SUPPORT,
            declare_role,
            seed_after_migrate,
        )
        from apps.events.caching import invalidate_on

        exporting.register_export("account", exporting.account)
        exporting.register_export("profile", exporting.profile)
        exporting.register_export("sessions", exporting.sessions)

        for event_type in events.LISTED:
            invalidate_on(event_type, ("accounts.users",))

        look = ("accounts.view_user", "accounts.view_profile", "accounts.view_session")
        declare_role(SUPPORT, *look, "accounts.change_session")
        declare_role(MANAGERS, *look, "accounts.change_session", "accounts.change_user")
        declare_role(MANAGERS, "accounts.change_profile", "accounts.view_emailchange")
        declare_role(AUDITORS, *look, "accounts.view_emailchange", "accounts.view_dataexport")
        declare_role(AUDITORS, "admin.view_logentry", "axes.view_accessattempt")
        declare_role(AUDITORS, "accounts.view_securityevent")
        post_migrate.connect(seed_after_migrate, sender=self, dispatch_uid="seed_roles")
