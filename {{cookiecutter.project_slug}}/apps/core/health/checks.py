"""The checks that every deployment needs."""

import functools
import shutil
import uuid

import psutil
from django.conf import settings
from django.core.cache import caches
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from apps.core.health import CheckFailed


def database() -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        raise CheckFailed("does not answer") from error


@functools.cache
def migrations() -> None:
    """Fails while this code knows migrations that the database has not applied.

    Once applied they stay so for this process: only success is remembered.
    """
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        raise CheckFailed("the database does not answer") from error
    if missing:
        raise CheckFailed(f"{len(missing)} migrations not applied")


def cache() -> None:
    key, value = f"health:{uuid.uuid4().hex}", uuid.uuid4().hex
    caches["default"].set(key, value, timeout=10)
    if caches["default"].get(key) != value:
        raise CheckFailed("does not keep what it is given")
    caches["default"].delete(key)


def disk() -> None:
    free = shutil.disk_usage(settings.BASE_DIR).free
    if free < settings.HEALTH_MIN_FREE_DISK:
        raise CheckFailed(f"{free // 1024**2} MiB free")


def memory() -> None:
    free = psutil.virtual_memory().available
    if free < settings.HEALTH_MIN_FREE_MEMORY:
        raise CheckFailed(f"{free // 1024**2} MiB available")
