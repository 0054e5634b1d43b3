"""Start a fresh interpreter with production settings and a given environment."""

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings

COMPLETE = {
    "SECRET_KEY": "u6Fz0qjX1vYbR8nKc5TdLw3EaPhMs7GiJo9Vy2xQkZtCfNrHlBpWmDgSe4UA",
    "JWT_SIGNING_KEY": "Q9wLr2XcVb7NmK5jHg3FdSa1PoIuYtR8eWqZx6CvBn4MlKjJhGfDs0AzTyU",
    "ALLOWED_HOSTS": "api.acme.test",
    "DATABASE_URL": "postgres://acme:b7Kq2mXw9@db.acme.test:5432/acme",
    "REDIS_URL": "redis://cache.acme.test:6379/0",
    "EMAIL_URL": "smtp+tls://acme:b7Kq2mXw9@mail.acme.test:587",
    "DEFAULT_FROM_EMAIL": "noreply@acme.test",
    "FRONTEND_URL": "https://app.acme.test",
}
# {% if cookiecutter.use_celery %}
# {% if cookiecutter.message_broker == "rabbitmq" %}
COMPLETE["CELERY_BROKER_URL"] = "amqp://acme:b7Kq2mXw9@queue.acme.test:5672/"
# {% else %}
COMPLETE["CELERY_BROKER_URL"] = "redis://cache.acme.test:6379/1"
# {% endif %}
# {% endif %}
# {% if cookiecutter.use_mqtt %}
COMPLETE["MQTT_URL"] = "mqtts://acme:b7Kq2mXw9@devices.acme.test:8883"
# {% endif %}


def manage(*arguments: str, **changes: str | None) -> subprocess.CompletedProcess[str]:
    """Run ``manage.py`` in production with the complete environment and these changes to it."""
    return manage_in(Path(settings.BASE_DIR), *arguments, **changes)


def manage_in(
    folder: Path, *arguments: str, **changes: str | None
) -> subprocess.CompletedProcess[str]:
    """The same for a copy of the project."""
    environment = {**COMPLETE, **changes}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=folder,
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "config.settings.production",
            **{name: value for name, value in environment.items() if value is not None},
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
