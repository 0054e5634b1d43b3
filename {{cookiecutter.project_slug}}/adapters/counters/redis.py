"""Counts in Redis, shared by all processes: one round trip, whatever is counted."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any, Final

from django.conf import settings
from django.core.cache import caches
from django_redis import get_redis_connection
from redis.exceptions import RedisError

from adapters.counters.base import Counter, CounterUnavailable, Hit, Tally, window

# ARGV: a limit and a lifetime in seconds for each key that is counted; the other keys are read.
SCRIPT: Final = """
local counts, read, counted = {}, {}, #ARGV / 2
for i = 1, counted do
  counts[i] = redis.call('INCR', KEYS[i])
  if counts[i] == 1 then redis.call('EXPIRE', KEYS[i], ARGV[2 * i]) end
  if counts[i] > tonumber(ARGV[2 * i - 1]) then return {counts, read} end
end
for i = counted + 1, #KEYS do read[i - counted] = redis.call('GET', KEYS[i]) end
return {counts, read}
"""
BACKEND: Final = "django_redis.cache.RedisCache"


class RedisCounter(Counter):
    def hit(self, key: str, window_seconds: int) -> Tally:
        return self.hit_until_exceeded([Hit(key, window_seconds, limit=0)])[0]

    def hit_until_exceeded(self, hits: Sequence[Hit]) -> list[Tally]:
        return self.hit_and_read(hits, ())[0]

    def reads(self, alias: str) -> bool:
        ours, theirs = settings.CACHES["throttles"], settings.CACHES[alias]
        plain = "CLIENT_CLASS" not in theirs.get("OPTIONS", {})  # which may spread its keys
        same = ours["LOCATION"] == theirs.get("LOCATION")
        return plain and same and theirs["BACKEND"] == BACKEND

    def hit_and_read(
        self, hits: Sequence[Hit], keys: Sequence[str]
    ) -> tuple[list[Tally], list[bytes | None]]:
        windows = [window(hit.key, hit.window) for hit in hits]
        make_key = caches["throttles"].make_key
        counted = [str(make_key(name)) for name, _ in windows]
        arguments = [number for hit in hits for number in (hit.limit, hit.window)]
        try:
            counts, read = self._script(keys=[*counted, *keys], args=arguments)
        except RedisError as error:
            raise CounterUnavailable(str(error)) from error
        pairs = zip(counts, windows, strict=False)
        return [Tally(count, reset) for count, (_, reset) in pairs], read

    @cached_property
    def _script(self) -> Any:
        return get_redis_connection("throttles").register_script(SCRIPT)
