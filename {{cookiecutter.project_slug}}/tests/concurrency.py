"""Several calls at once, in real threads on real connections."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Final, TypeVar

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection

from services.errors import ServiceError

CALLERS: Final = 4
Result = TypeVar("Result")


def at_once(call: Callable[[int], Result], *, connected: bool = True) -> list[Result | Exception]:
    """What each of the callers got, all of whom began at the same moment.

    They are connected to the database before, for that takes longer than what is to meet.
    """
    barrier = Barrier(CALLERS)

    def caller(number: int) -> Result | Exception:
        try:
            if connected:
                connection.ensure_connection()
            barrier.wait(timeout=10)
            return call(number)
        except ServiceError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(CALLERS) as pool:
        return list(pool.map(caller, range(CALLERS)))


def warm_up(alias: str, folder: str) -> None:
    """A storage in memory, unlike real ones, loses files when threads make its folder at once."""
    storage = storages[alias]
    storage.delete(storage.save(f"{folder}/first", ContentFile(b"")))


def kinds(results: Sequence[object]) -> list[str]:
    return sorted(type(result).__name__ for result in results)


def codes(results: Sequence[object]) -> list[str]:
    """`done`, or what the service refused."""
    return sorted(
        result.problems[0].code if isinstance(result, ServiceError) else "done"
        for result in results
    )
