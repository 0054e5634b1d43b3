"""A developer's machine: no service needed, nothing hidden."""

import structlog

from config.settings.base import *

DEBUG = True
SECRET_KEY = SECRET_KEY or "development-only-key-that-production-refuses-to-start-with"
JWT_SIGNING_KEY = JWT_SIGNING_KEY or SECRET_KEY
ALLOWED_HOSTS = ALLOWED_HOSTS or ["localhost", "127.0.0.1", "[::1]", ".localhost"]
INTERNAL_IPS = ["127.0.0.1"]

# Receivers that are developed on the same machine.
WEBHOOK_SCHEMES = ["https", "http"]
WEBHOOK_ALLOWED_NETWORKS = WEBHOOK_ALLOWED_NETWORKS or ["127.0.0.0/8", "::1/128"]

CORS_ALLOWED_ORIGINS = CORS_ALLOWED_ORIGINS or [FRONTEND_URL]

ROOT_URLCONF = "config.urls_development"
INSTALLED_APPS += ["debug_toolbar", "django_extensions", "zeal", "apps.scaffolding"]
MIDDLEWARE.insert(
    MIDDLEWARE.index("apps.core.language.LanguageMiddleware"),
    "debug_toolbar.middleware.DebugToolbarMiddleware",
)

# Warnings of what a request asks for row by row: docs/testing.md.
ZEAL_NPLUSONE_THRESHOLD = 4
MIDDLEWARE += ["zeal.middleware.zeal_middleware", "apps.core.repetition.LogRepetition"]
ZEAL_RAISE = False

DEBUG_TOOLBAR_CONFIG = {"SHOW_COLLAPSED": True}

# Static files come from where they are written: nothing to collect.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

LOGGING["handlers"]["stdout"]["formatter"] = "console"
REQUEST_LINE[-1] = structlog.dev.ConsoleRenderer()
