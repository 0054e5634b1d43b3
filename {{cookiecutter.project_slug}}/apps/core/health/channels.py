from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from redis.exceptions import RedisError

from apps.core.health import CheckFailed


def channel_layer() -> None:
    try:
        async_to_sync(_round_trip)()
    except (OSError, RedisError) as error:
        raise CheckFailed("does not answer") from error


async def _round_trip() -> None:
    layer = get_channel_layer()
    name = await layer.new_channel()
    await layer.send(name, {"type": "health"})
    await layer.receive(name)
