from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "apps.api"
    verbose_name = "API"

    def ready(self) -> None:
        from apps.api.document import warm
        from apps.core.caching import register_warmer

        register_warmer("openapi", warm)
