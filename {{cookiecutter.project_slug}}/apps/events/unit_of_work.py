from contextlib import ContextDecorator
from types import TracebackType

from django.db import transaction

from apps.events.bus import depth, store, units


class unit_of_work(ContextDecorator):  # noqa: N801 - a decorator and context manager, as `atomic` is
    """`transaction.atomic`, whose events are stored in one query when the outermost one ends.

    An event that is published outside of any is stored at once: safe too, one query each.
    """

    def __enter__(self) -> None:
        self._atomic = transaction.atomic()
        self._atomic.__enter__()
        depth.units = units() + 1

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        depth.units = units() - 1
        if kind is None and not units():
            try:
                store()
            except BaseException as failed:
                self._atomic.__exit__(type(failed), failed, failed.__traceback__)
                raise
        self._atomic.__exit__(kind, error, trace)

    def _recreate_cm(self) -> "unit_of_work":
        return unit_of_work()  # each call of what is decorated has a transaction of its own
