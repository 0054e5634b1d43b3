"""Work that an answer does not wait for, in a thread of this process."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

import structlog
from django.db import close_old_connections

log = structlog.get_logger("background")

# One thread for each process. It ends after the last piece of work when the process stops in order.
EXECUTOR: Final = ThreadPoolExecutor(max_workers=1, thread_name_prefix="background")


def run_later(work: Callable[..., object], *args: Any) -> None:
    """What fails is logged, not tried again. A process that is killed loses what waits."""
    EXECUTOR.submit(_run, work, args)


def _run(work: Callable[..., object], args: tuple[Any, ...]) -> None:
    try:
        close_old_connections()
        work(*args)
    except Exception:
        log.exception("background_work_failed", work=work.__qualname__)
    finally:
        close_old_connections()
