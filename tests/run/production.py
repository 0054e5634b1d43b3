"""A complete environment for production's settings, and the commands that start its processes."""

import json
import re
import secrets

import yaml

from tests.run.services import MOSQUITTO, RABBITMQ, Place
from tests.run.variant import Variant

HOST = "api.proven.test"
FRONTEND = "https://app.proven.test"
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
        "FRONTEND_URL": FRONTEND,
        "CORS_ALLOWED_ORIGINS": FRONTEND,
        "WEB_CONCURRENCY": "1",
    }
    return environment | broker(variant, place) | devices(variant)


def devices(variant: Variant) -> dict[str, str]:
    """The broker of devices, and topics that no other project on it has."""
    if not variant.answers["use_mqtt"]:
        return {}
    return {"MQTT_URL": MOSQUITTO, "MQTT_TOPIC_PREFIX": variant.slug}


def encrypted(variant: Variant) -> dict[str, str]:
    """The broker of devices as it is to be, and not as the tests' own is."""
    if not variant.answers["use_mqtt"]:
        return {}
    return {"MQTT_URL": f"mqtts://bridge:{secrets.token_urlsafe()}@devices.proven.test:8883"}


def broker(variant: Variant, place: Place) -> dict[str, str]:
    if not variant.answers["use_celery"]:
        return {}
    rabbitmq = variant.answers["message_broker"] == "rabbitmq"
    return {"CELERY_BROKER_URL": RABBITMQ if rabbitmq else place.redis_url}


def server_command(variant: Variant) -> list[str]:
    """How the image starts the API."""
    dockerfile = (variant.project / "Dockerfile").read_text(encoding="utf-8")
    found = re.findall(r"^CMD (\[.*\])$", dockerfile, re.MULTILINE)
    command: list[str] = json.loads(found[-1])
    return command


def compose_command(variant: Variant, service: str) -> list[str]:
    """How compose starts another process of the image."""
    compose = yaml.safe_load((variant.project / "compose.yml").read_text(encoding="utf-8"))
    command: list[str] = compose["services"][service]["command"]
    return command
