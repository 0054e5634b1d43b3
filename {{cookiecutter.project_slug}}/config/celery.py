"""The Celery application. Tasks are found in the ``tasks`` module of each app and adapter."""

import os
from typing import Any

import structlog
from celery import Celery, Task
from celery.signals import before_task_publish, setup_logging, task_prerun

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

app = Celery("{{ cookiecutter.project_slug }}", task_cls="adapters.delivery:BoundedTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(["adapters.mail"])


@setup_logging.connect
def keep_the_projects_logging(**_: Any) -> None:
    """Being connected is enough: Celery then leaves logging as Django's settings have it."""


@before_task_publish.connect
def send_request_id_along(headers: dict[str, Any], **_: Any) -> None:
    context = structlog.contextvars.get_contextvars()
    headers.setdefault("request_id", context.get("request_id"))


@task_prerun.connect
def bind_request_id(task: Task, task_id: str, **_: Any) -> None:
    """Every line that a worker logs names the request that asked for the task."""
    if task.request.is_eager:  # the request's own context is still bound
        return
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(
        request_id=task.request.get("request_id"), task=task.name, task_id=task_id
    )
