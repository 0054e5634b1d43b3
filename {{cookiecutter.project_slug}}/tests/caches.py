"""Caches that nothing is in."""

import uuid

from django.conf import settings
from django.core.cache import caches

from apps.core.viewsets.answers import kept
from apps.core.viewsets.repeating import repeated


def fresh() -> None:
    """In a shared Redis too, where to empty one would empty those of other tests.

    The connections stay: Django makes a context variable for each time that `CACHES` is set anew,
    which nothing takes away, and whoever logs looks at all there are.
    """
    mine = uuid.uuid4().hex
    for alias, options in settings.CACHES.items():
        options["KEY_PREFIX"] = f"{mine}:{alias}"  # of other threads, once they connect
    for alias in caches:
        caches[alias].key_prefix = f"{mine}:{alias}"
    forget_answers()


def forget_answers() -> None:
    """Which the process keeps in its own memory."""
    kept.forget()
    repeated.forget()
