"""What the pages under ``/health/`` look at."""

from config.env import env
from config.settings.outside import pairs

# For ``/health/ready/``, in this order.
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

# For ``/health/outside/``: addresses by name, as in payments=https://pay.test/ping,maps=https://…
HEALTH_OUTSIDE_URLS = dict(pairs(env.str("HEALTH_OUTSIDE_URLS", default="")))
HEALTH_OUTSIDE_DEADLINE = 3.0  # seconds for all of them, side by side
HEALTH_OUTSIDE_SECONDS = 30.0  # that a process repeats what it has found
