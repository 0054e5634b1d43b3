"""Mistakes in background work."""

from tests.mistakes.mistake import Mistake, edit

SETTINGS = "config/settings/parts/celery.py"
TASKS = "apps/webhooks/tasks.py"
MISTAKES = (
    Mistake(
        "tasks that may run for ever",
        "B001",
        edit(SETTINGS, "CELERY_TASK_TIME_LIMIT = 90  # seconds\n"),
        at=TASKS,
    ),
    Mistake(
        "a task for a queue that no worker reads",
        "B002",
        edit(
            SETTINGS,
            '"apps.webhooks.tasks.send_webhooks": {"queue": "default"}',
            '"apps.webhooks.tasks.send_webhooks": {"queue": "webhooks"}',
        ),
        at=TASKS,
    ),
    Mistake(
        "a route for a task that was renamed",
        "B002",
        edit(
            SETTINGS,
            '    "apps.webhooks.tasks.prune_webhooks": {"queue": "bulk"},\n',
            '    "apps.webhooks.tasks.prune_deliveries": {"queue": "bulk"},\n',
        ),
    ),
    Mistake(
        "a schedule of a task that is not there",
        "B003",
        edit(
            SETTINGS,
            '        "task": "apps.webhooks.tasks.prune_webhooks",\n',
            '        "task": "apps.webhooks.tasks.prune",\n',
        ),
        also=("B007",),
    ),
    Mistake(
        "tasks that are gone when their worker dies",
        "B004",
        edit(SETTINGS, "CELERY_TASK_ACKS_LATE = True\n"),
        at=TASKS,
    ),
    Mistake(
        "messages that run code",
        "B005",
        edit(
            SETTINGS,
            'CELERY_ACCEPT_CONTENT = ["json"]',
            'CELERY_ACCEPT_CONTENT = ["json", "pickle"]',
        ),
    ),
    Mistake(
        "rows that are never pruned",
        "B007",
        edit(
            SETTINGS,
            '    "prune-webhooks": {\n'
            '        "task": "apps.webhooks.tasks.prune_webhooks",\n'
            '        "schedule": crontab(hour="4", minute="30"),\n'
            "    },\n",
        ),
        at=TASKS,
    ),
    Mistake(
        "tasks that requests wait for",
        "B006",
        edit(
            SETTINGS,
            "CELERY_TASK_ALWAYS_EAGER = not CELERY_BROKER_URL",
            "CELERY_TASK_ALWAYS_EAGER = True",
        ),
        on_site=True,
    ),
)
