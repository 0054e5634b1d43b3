"""Computed values in the cache: by versioned keys, dropped by tag, computed by one process at a time.

With the cache down everything is computed, and nothing fails. docs/caching.md tells when to use what.
"""

from apps.core.caching.computing import get_or_compute
from apps.core.caching.keys import versioned_key
from apps.core.caching.tags import invalidate, invalidate_after_commit, versions_of
from apps.core.caching.warming import register_warmer

__all__ = [
    "get_or_compute",
    "invalidate",
    "invalidate_after_commit",
    "register_warmer",
    "versioned_key",
    "versions_of",
]
