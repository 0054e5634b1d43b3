"""What ``/health/ready/`` looks at, in this order."""

HEALTH_CHECKS = [
    "apps.core.health.checks.database",
    "apps.core.health.checks.migrations",
    "apps.core.health.checks.cache",
    "apps.core.health.checks.disk",
    "apps.core.health.checks.memory",
    # {% if cookiecutter.use_celery %}
    "apps.core.health.celery.broker",
    # {% endif %}
    # {% if cookiecutter.use_channels %}
    "apps.core.health.channels.channel_layer",
    # {% endif %}
]
HEALTH_DEADLINE = 3.0  # seconds; a probe waits longer than that
HEALTH_MIN_FREE_DISK = 100 * 1024**2  # bytes
HEALTH_MIN_FREE_MEMORY = 32 * 1024**2  # bytes
