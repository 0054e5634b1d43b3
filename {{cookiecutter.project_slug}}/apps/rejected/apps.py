from django.apps import AppConfig


class RejectedConfig(AppConfig):
    name = "apps.rejected"

    def ready(self) -> None:
        from celery import current_app

        from apps.rejected.queue import DeclareRejected

        current_app.steps["worker"].add(DeclareRejected)
