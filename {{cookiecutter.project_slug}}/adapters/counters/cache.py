"""Counts in the cache ``throttles``: right for one process, and for tests."""

from collections.abc import Sequence

from django.core.cache import caches

from adapters.counters.base import Counter, Hit, Tally, window


class CacheCounter(Counter):
    def hit(self, key: str, window_seconds: int) -> Tally:
        name, reset = window(key, window_seconds)
        cache = caches["throttles"]
        while not cache.add(name, 1, window_seconds):
            try:
                return Tally(cache.incr(name), reset)
            except ValueError:
                continue  # it ended between the two calls: begin again
        return Tally(1, reset)

    def hit_until_exceeded(self, hits: Sequence[Hit]) -> list[Tally]:
        tallies: list[Tally] = []
        for hit in hits:
            tallies.append(self.hit(hit.key, hit.window))
            if tallies[-1].hits > hit.limit:
                break
        return tallies
