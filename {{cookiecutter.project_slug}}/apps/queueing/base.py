from typing import ClassVar

from django.db import InterfaceError, OperationalError

from adapters.delivery import BoundedTask


class RetryingTask(BoundedTask):
    """Tries again what may go better later: after 2, 4, 8 … seconds, ten minutes at most.

    With jitter, so that what failed together does not come back together. `@shared_task(
    base=RetryingTask)`; one that may fail in other ways too names them in `autoretry_for`.
    """

    abstract = True
    autoretry_for: ClassVar[tuple[type[Exception], ...]] = (
        ConnectionError,
        TimeoutError,
        OperationalError,
        InterfaceError,
    )
    retry_backoff: ClassVar[int] = 2  # seconds, doubled each time
    retry_backoff_max: ClassVar[int] = 600  # seconds
    retry_jitter: ClassVar[bool] = True
    max_retries = 8
