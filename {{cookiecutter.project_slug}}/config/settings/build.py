"""For the image's build alone: enough to collect static files, and nothing to serve with."""

from config.settings.base import *

SECRET_KEY = "build-only-key-that-production-refuses-to-start-with"  # noqa: S105
STORAGES["staticfiles"] = COLLECTED
