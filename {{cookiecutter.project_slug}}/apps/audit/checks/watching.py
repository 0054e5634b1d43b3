"""Logs, errors, health."""

import json
import logging
import logging.config
from collections.abc import Iterator
from importlib import import_module
from typing import Any, Final

from django.conf import settings
from django.utils.module_loading import import_string
from rest_framework.settings import api_settings
from rest_framework.views import exception_handler

from apps.audit.checks import Finding, NotApplicable, Project, check

GUIDE: Final = "Monitoring & Observability"
PAGE: Final = "docs/troubleshooting.md"
BAIT: Final = "correct-horse-battery"
PROBES: Final = ("/health/live/", "/health/ready/")


def formatters() -> Iterator[tuple[str, logging.Formatter]]:
    """Of the handlers of the root logger, made as the settings say."""
    configured: dict[str, Any] = settings.LOGGING
    configurator = logging.config.DictConfigurator(configured)
    for handler in configured.get("root", {}).get("handlers", ()):
        name = configured["handlers"][handler].get("formatter")
        if name:
            made: Any = configurator.configure_formatter(dict(configured["formatters"][name]))
            yield name, made


def lines() -> Iterator[tuple[str, str]]:
    """Each setting that says how a line is written, and one that holds a password."""
    for name, formatter in formatters():
        yield f"LOGGING.formatters.{name}", line(formatter)
    event: Any = {"event": "login of Ada", "password": BAIT}
    for processor in settings.REQUEST_LINE:
        event = processor(None, "info", event)
    yield "REQUEST_LINE", str(event)


def line(formatter: logging.Formatter) -> str:
    values = {"msg": "login of %s", "args": ("Ada",), "levelname": "INFO", "levelno": logging.INFO}
    record = logging.makeLogRecord({**values, "name": "audit", "password": BAIT})
    return formatter.format(record)


@check(
    "C040",
    "Logs hold no secret",
    guide=f"{GUIDE}, Logging: sensitive data excluded from logs",
    hint="Keep `mask_secrets` of `apps.core.logging` among the processors.",
    page=PAGE,
)
def masked(_: Project) -> Iterator[Finding]:
    for setting, written in lines():
        if BAIT in written:
            yield Finding.of_setting(setting, "writes a field called 'password' as it is")


@check(
    "C041",
    "Logs are lines of JSON",
    guide=f"{GUIDE}, Logging: structured logging implemented",
    hint="Let the root logger's handlers use the formatter `json`.",
    page=PAGE,
    deploy=True,
)
def structured(_: Project) -> Iterator[Finding]:
    for setting, written in lines():
        try:
            json.loads(written)
        except ValueError:
            yield Finding.of_setting(setting, "writes no JSON")
    if not any(formatters()):
        yield Finding.of_setting("LOGGING.root", "has no handler with a formatter")


@check(
    "C042",
    "Logs are not drowned in detail",
    guide=f"{GUIDE}, Logging: log levels configured appropriately",
    hint="Set LOG_LEVEL to INFO or above.",
    page="docs/configuration.md",
    deploy=True,
)
def levels(_: Project) -> Iterator[Finding]:
    level = str(settings.LOGGING.get("root", {}).get("level", "WARNING"))
    if logging.getLevelNamesMapping().get(level, 0) < logging.INFO:
        yield Finding.of_setting("LOGGING.root.level", f"is {level}")


@check(
    "C043",
    "Reports of errors tell nothing of persons",
    guide=f"{GUIDE}, Application Monitoring: error tracking configured (Sentry)",
    hint="Leave `send_default_pii` off.",
    page="docs/configuration.md",
    deploy=True,
)
def sentry(_: Project) -> Iterator[Finding]:
    import sentry_sdk

    client = sentry_sdk.get_client()
    if not client.dsn:
        raise NotApplicable("SENTRY_DSN is not set: errors are in the log alone.")
    if client.options["send_default_pii"]:
        problem = "sends addresses and names along"
        yield Finding.of_setting("sentry_sdk", problem, setting="SENTRY_DSN")


@check(
    "C044",
    "The checks of the site's health are there, and so are its probes",
    guide=f"{GUIDE}, Application Monitoring: health check endpoints implemented",
    hint="Mend HEALTH_CHECKS, and include `apps.core.health.urls` in `config/urls.py`.",
    page="docs/deployment.md",
)
def health(project: Project) -> Iterator[Finding]:
    for path in settings.HEALTH_CHECKS:
        try:
            import_string(path)
        except ImportError:
            yield Finding.of_setting(f"HEALTH_CHECKS.{path}", "cannot be imported")
    answered = {route.path for route in project.routes}
    urls = import_module(settings.ROOT_URLCONF)
    for probe in PROBES:
        if probe not in answered:
            yield Finding.about(urls, probe, "is answered by nobody")


@check(
    "C045",
    "Errors have one shape",
    guide="Views, Error Handling: custom exception handling implemented",
    hint="Set EXCEPTION_HANDLER to `apps.core.errors.handler.exception_handler`.",
    page="docs/api.md",
)
def errors(_: Project) -> Iterator[Finding]:
    if api_settings.EXCEPTION_HANDLER is exception_handler:
        yield Finding.of_setting("REST_FRAMEWORK.EXCEPTION_HANDLER", "is DRF's own")
    module = import_module(settings.ROOT_URLCONF)
    for handler in ("handler404", "handler500"):
        if not hasattr(module, handler):
            subject = f"{settings.ROOT_URLCONF}.{handler}"
            yield Finding.about(module, subject, "is Django's: a page, not JSON")
