from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DevicesConfig(AppConfig):
    name = "apps.devices"
    verbose_name = _("Devices")

    def ready(self) -> None:
        from apps.accounts.roles import SUPPORT, declare_role
        from apps.devices.offered import DEVICE
        from apps.realtime.topics import register_topic

        register_topic(DEVICE)
        declare_role(SUPPORT, "devices.view_device", "devices.view_badmessage")
