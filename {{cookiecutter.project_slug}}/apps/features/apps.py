from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeaturesConfig(AppConfig):
    name = "apps.features"
    verbose_name = _("Features")

    def ready(self) -> None:
        from apps.accounts.roles import AUDITORS, declare_role

        declare_role(AUDITORS, "features.view_flag", "waffle.view_switch")
