"""Caches that nothing is in."""

import uuid

from django.conf import LazySettings


def fresh(settings: LazySettings) -> None:
    """In a shared Redis too, where to empty one would empty those of other tests."""
    mine = uuid.uuid4().hex
    settings.CACHES = {
        alias: {**options, "KEY_PREFIX": f"{mine}:{alias}"}
        for alias, options in settings.CACHES.items()
    }
