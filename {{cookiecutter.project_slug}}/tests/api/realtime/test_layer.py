import asyncio

import pytest
from asgiref.sync import async_to_sync
from channels_redis.core import RedisChannelLayer  # type: ignore[import-untyped]

from apps.realtime.layer import ChannelLayer


def test_a_wait_ends_although_the_client_of_redis_forgets_that_it_was_cancelled(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def forgetful(*_: object, **__: object) -> None:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            return

    async def run() -> None:
        waiting = asyncio.create_task(ChannelLayer().receive("somewhere"))
        await asyncio.sleep(0.01)
        waiting.cancel()
        await asyncio.wait([waiting], timeout=5)
        assert waiting.cancelled()

    monkeypatch.setattr(RedisChannelLayer, "_brpop_with_clean", forgetful)

    async_to_sync(run)()
