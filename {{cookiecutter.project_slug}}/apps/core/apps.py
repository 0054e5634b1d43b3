from django.apps import AppConfig

from apps.core import timestamps


class CoreConfig(AppConfig):
    name = "apps.core"
    verbose_name = "Core"

    def ready(self) -> None:
        timestamps.install()
