"""A complete environment for production's settings."""

import secrets

from tests.run.services import RABBITMQ, Place
from tests.run.variant import Variant

HOST = "api.proven.test"
REQUIRED = (
    "SECRET_KEY",
    "JWT_SIGNING_KEY",
    "ALLOWED_HOSTS",
    "DATABASE_URL",
    "REDIS_URL",
    "EMAIL_URL",
    "DEFAULT_FROM_EMAIL",
    "FRONTEND_URL",
)


def complete(variant: Variant, place: Place, mail_port: int) -> dict[str, str]:
    environment = {
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "JWT_SIGNING_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": f"{HOST},127.0.0.1",
        "DATABASE_URL": place.database_url,
        "REDIS_URL": place.redis_url,
        "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
        "DEFAULT_FROM_EMAIL": f"noreply@{HOST}",
        "FRONTEND_URL": "https://app.proven.test",
        "WEB_CONCURRENCY": "1",
    }
    if variant.answers["use_celery"]:
        rabbitmq = variant.answers["message_broker"] == "rabbitmq"
        environment["CELERY_BROKER_URL"] = RABBITMQ if rabbitmq else place.redis_url
    return environment
