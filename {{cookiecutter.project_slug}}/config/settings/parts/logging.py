"""Logs: one structured line an event, JSON unless a person reads them."""

from typing import Any

import structlog
from structlog.typing import Processor

from apps.core.logging import PROCESSORS, as_json, mask_secrets
from config.env import env

LOG_LEVEL = env.str("LOG_LEVEL", default="INFO")

# Without the local variables: they hold passwords and keys.
TRACEBACKS = structlog.processors.ExceptionRenderer(
    structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
)

structlog.configure(
    processors=[
        structlog.stdlib.filter_by_level,
        *PROCESSORS,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    wrapper_class=structlog.stdlib.BoundLogger,
    cache_logger_on_first_use=True,
)

# The line of a request, which apps/core/middleware.py writes straight to standard error: the
# standard library's way takes longer than all other middleware together.
REQUEST_LINE: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    mask_secrets,
    structlog.processors.JSONRenderer(as_json),
]

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": "structlog.stdlib.ProcessorFormatter",
            "foreign_pre_chain": PROCESSORS,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                TRACEBACKS,
                mask_secrets,
                structlog.processors.JSONRenderer(as_json),
            ],
        },
        "console": {
            "()": "structlog.stdlib.ProcessorFormatter",
            "foreign_pre_chain": PROCESSORS,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                mask_secrets,
                structlog.dev.ConsoleRenderer(),
            ],
        },
    },
    "handlers": {
        "stdout": {"class": "logging.StreamHandler", "formatter": "json"},
        "security_events": {"class": "apps.accounts.security_events.Recorder"},
    },
    "root": {"handlers": ["stdout"], "level": LOG_LEVEL},
    "loggers": {
        # Whatever the level of the rest. The admin shows it too.
        "security": {"handlers": ["security_events"], "level": "INFO"},
        # The request line says it already; only what raised needs a traceback.
        "django.request": {"level": "ERROR"},
        "django.server": {"handlers": [], "propagate": False},
        # They would write whole addresses, and headers: the logger "outside" tells of each call.
        "httpx": {"level": "WARNING"},
        "httpcore": {"level": "WARNING"},
    },
}
