"""Counts in Redis, shared by all processes: one round trip, whatever is counted."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any, Final

from django.core.cache import caches
from django_redis import get_redis_connection
from redis.exceptions import RedisError

from adapters.counters.base import Counter, CounterUnavailable, Hit, Tally, window

# ARGV: a limit and a lifetime in seconds for each key.
SCRIPT: Final = """
local counts = {}
for i, key in ipairs(KEYS) do
  counts[i] = redis.call('INCR', key)
  if counts[i] == 1 then redis.call('EXPIRE', key, ARGV[2 * i]) end
  if counts[i] > tonumber(ARGV[2 * i - 1]) then break end
end
return counts
"""


class RedisCounter(Counter):
    def hit(self, key: str, window_seconds: int) -> Tally:
        return self.hit_until_exceeded([Hit(key, window_seconds, limit=0)])[0]

    def hit_until_exceeded(self, hits: Sequence[Hit]) -> list[Tally]:
        windows = [window(hit.key, hit.window) for hit in hits]
        make_key = caches["throttles"].make_key
        keys = [str(make_key(name)) for name, _ in windows]
        arguments = [number for hit in hits for number in (hit.limit, hit.window)]
        try:
            counts = self._script(keys=keys, args=arguments)
        except RedisError as error:
            raise CounterUnavailable(str(error)) from error
        return [Tally(count, reset) for count, (_, reset) in zip(counts, windows, strict=False)]

    @cached_property
    def _script(self) -> Any:
        return get_redis_connection("throttles").register_script(SCRIPT)
