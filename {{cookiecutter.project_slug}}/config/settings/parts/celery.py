"""Background work: which broker, which queues, and how a task may fail."""

from datetime import timedelta

from celery.schedules import crontab
from kombu import Queue

from config.env import env

CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default="")
# Without a broker a task runs in its caller's process, as a developer's machine wants it.
CELERY_TASK_ALWAYS_EAGER = not CELERY_BROKER_URL
CELERY_TASK_EAGER_PROPAGATES = True
CELERY_TASK_IGNORE_RESULT = True
# For chords alone, which count here what is done; a task that is part of one keeps its result.
CELERY_RESULT_BACKEND = env.str("REDIS_URL", default="") or "cache+memory://"
CELERY_RESULT_EXPIRES = timedelta(days=1)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# {% if cookiecutter.message_broker == "redis" %}
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,  # seconds, above every time limit
    "socket_connect_timeout": 2,  # seconds: a request that sends a task does not wait for long
    "queue_order_strategy": "priority",  # a worker takes from its first queue what is there first
}
# {% else %}
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "confirm_publish": True,  # who sends a task waits until RabbitMQ has it
}
# {% endif %}

CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"

# {% if cookiecutter.message_broker == "rabbitmq" %}
# What a worker refuses the broker keeps here, for the admin's dead letters: see `apps/rejected`.
REJECTED_QUEUE = "rejected"
# Each with a routing key of its own: without one all three would get what is sent to any of them.
CELERY_TASK_QUEUES = [
    Queue(
        name,
        routing_key=name,
        max_priority=9,
        queue_arguments={
            "x-dead-letter-exchange": "",
            "x-dead-letter-routing-key": REJECTED_QUEUE,
        },
    )
    for name in ("critical", "default", "bulk")
]
CELERY_TASK_DEFAULT_PRIORITY = 4  # of 0 to 9; the highest goes first
# {% else %}
# Each with a routing key of its own: without one all three would get what is sent to any of them.
CELERY_TASK_QUEUES = [Queue(name, routing_key=name) for name in ("critical", "default", "bulk")]
# {% endif %}
CELERY_TASK_DEFAULT_QUEUE = "default"
# Somebody waits for what is critical; what is bulk may take the night.
CELERY_TASK_ROUTES = {
    "adapters.mail.tasks.*": {"queue": "critical"},
    "apps.accounts.tasks.delete_due_accounts": {"queue": "bulk"},
    "apps.accounts.tasks.prune_exports": {"queue": "bulk"},
    "apps.accounts.tasks.prune_security_events": {"queue": "bulk"},
    "apps.accounts.tasks.prune_sessions": {"queue": "bulk"},
    # {% if cookiecutter.include_content %}
    "apps.content.tasks.make_late_variants": {"queue": "bulk"},
    "apps.content.tasks.make_variants": {"queue": "default"},
    "apps.content.tasks.move_due_articles": {"queue": "default"},
    # {% endif %}
    # {% if cookiecutter.use_mqtt %}
    "apps.devices.tasks.prune_devices": {"queue": "bulk"},
    # {% endif %}
    "apps.events.tasks.relay_events": {"queue": "critical"},
    "apps.idempotency.tasks.prune_idempotency_keys": {"queue": "bulk"},
    "apps.organizations.tasks.prune_organizations": {"queue": "bulk"},
    "apps.queueing.tasks.prune_tasks": {"queue": "bulk"},
    # {% if cookiecutter.message_broker == "rabbitmq" %}
    "apps.rejected.tasks.collect_rejected": {"queue": "bulk", "priority": 9},
    # {% endif %}
    "apps.webhooks.tasks.prune_webhooks": {"queue": "bulk"},
    "apps.webhooks.tasks.send_webhooks": {"queue": "default"},
    "celery.backend_cleanup": {"queue": "bulk"},
    # {% if cookiecutter.use_oauth2_provider %}
    "apps.oauth2.tasks.prune_oauth2_tokens": {"queue": "bulk"},
    # {% endif %}
    # {% if cookiecutter.use_object_permissions %}
    "apps.sharing.tasks.prune_shares": {"queue": "bulk"},
    # {% endif %}
}
CELERY_TASK_CREATE_MISSING_QUEUES = False

# A task is acknowledged when it is done: a worker that dies gives it back.
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SOFT_TIME_LIMIT = 60  # seconds
CELERY_TASK_TIME_LIMIT = 90  # seconds
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

# For so long a message that comes a second time is known to have been handled.
DONE_TASK_DAYS = 7

CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
CELERY_BEAT_SYNC_EVERY = 1  # entry: its health check looks at when it sent the last one
CELERY_BEAT_SCHEDULE = {
    "relay-events": {
        # What a relay right after the commit could not do: it failed, or its message was lost.
        "task": "apps.events.tasks.relay_events",
        "schedule": timedelta(seconds=10),
        "options": {"expires": 10},
    },
    "delete-due-accounts": {
        "task": "apps.accounts.tasks.delete_due_accounts",
        "schedule": crontab(minute="15"),
    },
    # {% if cookiecutter.include_content %}
    "move-due-articles": {
        "task": "apps.content.tasks.move_due_articles",
        "schedule": timedelta(seconds=30),
        "options": {"expires": 30},
    },
    "make-late-variants": {
        # Of pictures whose task was lost on the way.
        "task": "apps.content.tasks.make_late_variants",
        "schedule": timedelta(minutes=5),
        "options": {"expires": 300},
    },
    # {% endif %}
    # {% if cookiecutter.use_mqtt %}
    "prune-devices": {
        "task": "apps.devices.tasks.prune_devices",
        "schedule": crontab(hour="4", minute="50"),
    },
    # {% endif %}
    "prune-exports": {
        "task": "apps.accounts.tasks.prune_exports",
        "schedule": crontab(minute="45"),
    },
    "prune-idempotency-keys": {
        "task": "apps.idempotency.tasks.prune_idempotency_keys",
        "schedule": crontab(hour="4", minute="20"),
    },
    "prune-organizations": {
        "task": "apps.organizations.tasks.prune_organizations",
        "schedule": crontab(hour="3", minute="40"),
    },
    # {% if cookiecutter.use_oauth2_provider %}
    "prune-oauth2-tokens": {
        "task": "apps.oauth2.tasks.prune_oauth2_tokens",
        "schedule": crontab(hour="4", minute="0"),
    },
    # {% endif %}
    # {% if cookiecutter.use_object_permissions %}
    "prune-shares": {
        "task": "apps.sharing.tasks.prune_shares",
        "schedule": crontab(hour="3", minute="50"),
    },
    # {% endif %}
    # {% if cookiecutter.message_broker == "rabbitmq" %}
    "collect-rejected": {
        "task": "apps.rejected.tasks.collect_rejected",
        "schedule": timedelta(minutes=5),
        "options": {"expires": 300},
    },
    # {% endif %}
    "prune-tasks": {
        "task": "apps.queueing.tasks.prune_tasks",
        "schedule": crontab(hour="4", minute="40"),
    },
    "prune-webhooks": {
        "task": "apps.webhooks.tasks.prune_webhooks",
        "schedule": crontab(hour="4", minute="30"),
    },
    "send-webhooks": {
        "task": "apps.webhooks.tasks.send_webhooks",
        "schedule": timedelta(seconds=10),
        "options": {"expires": 10},
    },
    "prune-security-events": {
        "task": "apps.accounts.tasks.prune_security_events",
        "schedule": crontab(hour="4", minute="10"),
    },
    "prune-sessions": {
        "task": "apps.accounts.tasks.prune_sessions",
        "schedule": crontab(hour="3", minute="30"),
    },
}
