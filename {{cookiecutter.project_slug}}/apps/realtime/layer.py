import asyncio
from typing import Any

from channels_redis.core import RedisChannelLayer  # type: ignore[import-untyped]


class ChannelLayer(RedisChannelLayer):
    """The layer of channels-redis, whose waits end when they are told to.

    Redis' client forgets that it was cancelled where it is just connecting. A socket that is
    closed at that moment would wait for messages as long as the process lives.
    """

    brpop_timeout = 2  # seconds; below the client's own time-out of a read, which is 5

    async def _brpop_with_clean(self, *args: Any, **kwargs: Any) -> Any:
        member = await super()._brpop_with_clean(*args, **kwargs)
        task = asyncio.current_task()
        if task is not None and task.cancelling():
            raise asyncio.CancelledError  # what was taken is in the backup, as always
        return member
