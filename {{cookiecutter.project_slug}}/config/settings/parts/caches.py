"""Caches: local memory until ``REDIS_URL`` is set. Each purpose has an alias of its own."""

from typing import Any

from config.env import env

REDIS_URL = env.str("REDIS_URL", default="")
CACHE_KEY_PREFIX = env.str("CACHE_KEY_PREFIX", default="{{ cookiecutter.project_slug }}")


def cache(alias: str, timeout: int, *, hides_faults: bool = True) -> dict[str, Any]:
    if not REDIS_URL:
        return {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": alias,
            "TIMEOUT": timeout,
        }
    return {
        "BACKEND": "django_redis.cache.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": f"{CACHE_KEY_PREFIX}:{alias}",
        "TIMEOUT": timeout,
        "OPTIONS": {
            "SOCKET_CONNECT_TIMEOUT": 1,
            "SOCKET_TIMEOUT": 1,
            # With Redis down the API answers, only slower: a failed read is a miss.
            "IGNORE_EXCEPTIONS": hides_faults,
        },
    }


CACHES = {
    "default": cache("cache", timeout=300),
    # Of apps/core/caching, which sees and counts that Redis is down.
    "values": cache("values", timeout=300, hides_faults=False),
    "sessions": cache("sessions", timeout=1_209_600),
    "throttles": cache("throttles", timeout=86_400),
}
DJANGO_REDIS_LOG_IGNORED_EXCEPTIONS = True

SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_CACHE_ALIAS = "sessions"
# Not in cookies, for which each request would make a signer, messages or not.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

THROTTLE_COUNTER = (
    "adapters.counters.redis.RedisCounter" if REDIS_URL else "adapters.counters.cache.CacheCounter"
)
# {% if cookiecutter.use_cachalot %}

CACHALOT_ENABLED = env.bool("CACHALOT_ENABLED", default=True)
CACHALOT_TIMEOUT = 300
# Rows that decide about access are always read from the database.
CACHALOT_UNCACHABLE_APPS = frozenset(
    [
        "accounts",
        "admin",
        "auth",
        # {% if cookiecutter.use_mqtt %}
        "devices",
        # {% endif %}
        "features",
        # {% if cookiecutter.use_object_permissions %}
        "guardian",
        # {% endif %}
        # {% if cookiecutter.use_oauth2_provider %}
        "oauth2_provider",
        # {% endif %}
        "organizations",
        "sessions",
        # {% if cookiecutter.use_social_login %}
        "socialaccount",
        # {% endif %}
        "waffle",
    ]
)
# {% endif %}
