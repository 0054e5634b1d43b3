import os
from collections.abc import Iterator
from contextlib import contextmanager

import redis


@contextmanager
def prefix(url: str) -> Iterator[str]:
    """A prefix for keys in Redis; what carries it is gone afterwards."""
    name = f"bench_{os.getpid()}"
    try:
        yield name
    finally:
        with redis.Redis.from_url(url) as client:
            for key in client.scan_iter(match=f"*{name}*", count=1000):
                client.delete(key)
