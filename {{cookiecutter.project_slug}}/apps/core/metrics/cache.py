"""What becomes of what is cached."""

from enum import StrEnum
from typing import Final

from prometheus_client import Counter


class Outcome(StrEnum):
    HIT = "hit"
    STALE = "stale"  # expired, and given while another computes
    WAITED = "waited"  # what another computed meanwhile
    MISS = "miss"  # computed
    DOWN = "down"  # computed, for the cache did not answer


LOOKUPS: Final = Counter(
    "cache_lookups_total", "Values asked of the cache.", ("namespace", "outcome")
)
INVALIDATIONS: Final = Counter("cache_invalidations_total", "Tags that were invalidated.", ("tag",))
CONDITIONAL: Final = Counter(
    "conditional_answers_total",
    "Versioned answers: not_modified or kept, before any of their queries, or full.",
    ("view", "outcome"),
)
REPEATED: Final = Counter(
    "repeated_answers_total",
    "Answers of views that repeat them: repeated, or made.",
    ("view", "outcome"),
)
