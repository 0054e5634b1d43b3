"""What the logger `security` is told, kept in the database as well, for the admin."""

import json
import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from adapters.background import run_later
from apps.core.logging import mask_secrets

OWN_COLUMNS: Final = {"event", "level", "user_id", "request_id", "timestamp", "logger"}


class Recorder(logging.Handler):
    """Hands each line to a thread, which writes it on a connection of its own.

    So nobody waits for it, and a refusal that rolls its transaction back is kept. The log itself
    is what lasts: a process that is killed, or a database that is down, loses rows here.
    """

    def emit(self, record: logging.LogRecord) -> None:
        if isinstance(record.msg, Mapping):
            run_later(write, dict(record.msg), record.created)


def write(line: dict[str, Any], created: float) -> None:
    from apps.accounts.models import SecurityEvent  # logging is set up before there are models

    masked = mask_secrets(None, "", {name: line[name] for name in line.keys() - OWN_COLUMNS})
    SecurityEvent.objects.create(
        kind=str(line["event"])[:100],
        level=str(line.get("level", ""))[:10],
        user_id=line.get("user_id"),
        request_id=str(line.get("request_id", ""))[:64],
        details=json.loads(json.dumps(masked, default=str)),
        happened_at=datetime.fromtimestamp(created, tz=UTC),
    )
