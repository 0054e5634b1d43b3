"""WebSockets: the layer that carries messages between processes."""

from typing import Any

from config.env import env

CHANNEL_REDIS_URL = env.str("CHANNEL_REDIS_URL", default=env.str("REDIS_URL", default=""))

CHANNEL_LAYERS: dict[str, dict[str, Any]] = {
    "default": (
        {
            "BACKEND": "apps.realtime.layer.ChannelLayer",
            "CONFIG": {
                "hosts": [{"address": CHANNEL_REDIS_URL, "socket_connect_timeout": 2}],  # seconds
                "prefix": "{{ cookiecutter.project_slug }}:channels",
                "capacity": 1500,
                "expiry": 10,
            },
        }
        if CHANNEL_REDIS_URL
        else {"BACKEND": "channels.layers.InMemoryChannelLayer"}
    )
}
