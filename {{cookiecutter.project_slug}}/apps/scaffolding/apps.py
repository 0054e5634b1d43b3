from django.apps import AppConfig


class ScaffoldingConfig(AppConfig):
    """Writes code. For developers: neither production's settings nor its image have it."""

    name = "apps.scaffolding"
    verbose_name = "Scaffolding"
