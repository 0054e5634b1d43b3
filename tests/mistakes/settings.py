"""Mistakes in settings: of every environment, and of a site."""

from tests.bake.edits import Edit
from tests.mistakes.mistake import Mistake, edit

PARTS = "config/settings/parts"
PRODUCTION = "config/settings/production.py"
APPS = f"{PARTS}/apps.py"
AUTH = f"{PARTS}/auth.py"
LOGGING = f"{PARTS}/logging.py"
GZIP = '    "django.middleware.gzip.GZipMiddleware",\n'
SECURITY = '    "django.middleware.security.SecurityMiddleware",\n'
SESSIONS = '    "django.contrib.sessions.middleware.SessionMiddleware",\n'
EVERYWHERE = (
    Mistake(
        "scripts from anywhere",
        "C010",
        edit(
            f"{PARTS}/security.py",
            '"script-src": [SELF, UNSAFE_INLINE]',
            '"script-src": [SELF, UNSAFE_INLINE, "https:"]',
        ),
    ),
    Mistake(
        "every site may call",
        "C011",
        edit(
            f"{PARTS}/security.py",
            "CORS_ALLOW_CREDENTIALS = True\n",
            "CORS_ALLOW_CREDENTIALS = True\nCORS_ALLOW_ALL_ORIGINS = True\n",
        ),
    ),
    Mistake(
        "the security middleware behind the sessions",
        "C012",
        (Edit(APPS, SECURITY, ""), Edit(APPS, SESSIONS, SESSIONS + SECURITY)),
    ),
    Mistake("answers that are not compressed", "C013", edit(APPS, GZIP)),
    Mistake(
        "passwords of six characters",
        "C020",
        edit(AUTH, '"OPTIONS": {"min_length": 10}', '"OPTIONS": {"min_length": 6}'),
    ),
    Mistake(
        "the list of common passwords forgotten",
        "C020",
        edit(AUTH, '    {"NAME": f"{validators}.CommonPasswordValidator"},\n'),
    ),
    Mistake(
        "an access token for a day",
        "C022",
        edit(
            AUTH,
            '"ACCESS_TOKEN_LIFETIME": timedelta(minutes=15)',
            '"ACCESS_TOKEN_LIFETIME": timedelta(days=1)',
        ),
    ),
    Mistake(
        "an API that is open by default",
        "C024",
        edit(
            f"{PARTS}/api.py",
            '"DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"]',
            '"DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"]',
        ),
    ),
    Mistake(
        "no limit for who is nobody",
        "C025",
        edit(f"{PARTS}/api.py", '        "anon": "60/min",\n'),
    ),
    Mistake(
        "requests as transactions",
        "C030",
        edit(
            f"{PARTS}/database.py",
            'database["ATOMIC_REQUESTS"] = False',
            'database["ATOMIC_REQUESTS"] = True',
        ),
    ),
    Mistake(
        "bodies of a hundred megabytes",
        "C036",
        edit(
            f"{PARTS}/security.py",
            "DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440",
            "DATA_UPLOAD_MAX_MEMORY_SIZE = 104_857_600",
        ),
    ),
    Mistake(
        "tokens in the addresses of request lines",
        "C040",
        edit(
            LOGGING,
            "    mask_secrets,\n    structlog.processors.JSONRenderer",
            "    structlog.processors.JSONRenderer",
        ),
    ),
    Mistake(
        "passwords in the logs of developers",
        "C040",
        edit(
            LOGGING,
            "                mask_secrets,\n                structlog.dev.ConsoleRenderer(),\n",
            "                structlog.dev.ConsoleRenderer(),\n",
        ),
    ),
    Mistake(
        "a health check that is not there",
        "C044",
        edit(
            f"{PARTS}/health.py",
            '    "apps.core.health.checks.disk",\n',
            '    "apps.core.health.checks.disks",\n',
        ),
    ),
    Mistake(
        "errors in two shapes",
        "C045",
        edit(
            f"{PARTS}/api.py",
            '    "EXCEPTION_HANDLER": "apps.core.errors.handler.exception_handler",\n',
        ),
        also=("V021",),
    ),
)
SITES = (
    Mistake("debug mode", "C001", edit(PRODUCTION, "DEBUG = False", "DEBUG = True"), on_site=True),
    Mistake(
        "a key that can be guessed",
        "C002",
        edit(
            APPS,
            'SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])',
            'SECRET_KEY_FALLBACKS = ["changeme"]',
        ),
        on_site=True,
    ),
    Mistake(
        "plain HTTP",
        "C003",
        edit(PRODUCTION, "SECURE_SSL_REDIRECT = True\n"),
        on_site=True,
    ),
    Mistake(
        "browsers that may come by plain HTTP",
        "C004",
        edit(PRODUCTION, "SECURE_HSTS_SECONDS = 31_536_000\n"),
        on_site=True,
    ),
    Mistake(
        "a session's cookie by plain HTTP",
        "C005",
        edit(PRODUCTION, "SESSION_COOKIE_SECURE = True\n"),
        on_site=True,
    ),
    Mistake(
        "pages that can be framed",
        "C006",
        edit(APPS, '    "django.middleware.clickjacking.XFrameOptionsMiddleware",\n'),
        on_site=True,
    ),
    Mistake(
        "any host",
        "C014",
        edit(PRODUCTION, "DEBUG = False\n", 'DEBUG = False\nALLOWED_HOSTS = ["*"]\n'),
        on_site=True,
    ),
    Mistake(
        "passwords in MD5",
        "C021",
        edit(
            AUTH,
            "PASSWORD_HASHERS = [\n",
            'PASSWORD_HASHERS = [\n    "django.contrib.auth.hashers.MD5PasswordHasher",\n',
        ),
        on_site=True,
    ),
    Mistake(
        "one key for everything",
        "C023",
        edit(
            AUTH,
            'JWT_SIGNING_KEY = env.str("JWT_SIGNING_KEY", default="")',
            'JWT_SIGNING_KEY = env.str("SECRET_KEY", default="")',
        ),
        on_site=True,
    ),
    Mistake(
        "nobody locked out",
        "C026",
        edit(AUTH, '    "axes.backends.AxesStandaloneBackend",\n'),
        on_site=True,
    ),
    Mistake(
        "a connection for each request",
        "C031",
        edit(
            f"{PARTS}/database.py",
            '        "pool": {\n'
            '            "min_size": env.int("DATABASE_POOL_MIN", default=1),\n'
            '            "max_size": env.int("DATABASE_POOL_MAX", default=8),\n'
            '            "timeout": 5,\n'
            '            "max_idle": 300,\n'
            "        },\n",
        ),
        on_site=True,
    ),
    Mistake(
        "a cache that each process has for itself",
        "C032",
        edit(
            f"{PARTS}/caches.py",
            '    "default": cache("cache", timeout=300),\n',
            '    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},\n',
        ),
        on_site=True,
    ),
    Mistake(
        "sessions in files",
        "C033",
        edit(
            f"{PARTS}/caches.py",
            'SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"',
            'SESSION_ENGINE = "django.contrib.sessions.backends.file"',
        ),
        on_site=True,
    ),
    Mistake(
        "mail on the terminal",
        "C034",
        edit(
            f"{PARTS}/mail.py",
            'EMAIL_BACKEND = env.str("EMAIL_BACKEND", default=mail["EMAIL_BACKEND"])',
            'EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"',
        ),
        on_site=True,
    ),
    Mistake(
        "static files without a version",
        "C035",
        edit(PRODUCTION, 'STORAGES["staticfiles"] = COLLECTED\n'),
        at=f"{PARTS}/media.py",
        on_site=True,
    ),
    Mistake(
        "logs for people, where programs read",
        "C041",
        edit(
            LOGGING,
            '"stdout": {"class": "logging.StreamHandler", "formatter": "json"}',
            '"stdout": {"class": "logging.StreamHandler", "formatter": "console"}',
        ),
        on_site=True,
    ),
    Mistake(
        "logs with every detail",
        "C042",
        edit(
            LOGGING,
            '"root": {"handlers": ["stdout"], "level": LOG_LEVEL}',
            '"root": {"handlers": ["stdout"], "level": "DEBUG"}',
        ),
        on_site=True,
    ),
    Mistake(
        "addresses of users with the tracker of errors",
        "C043",
        edit(PRODUCTION, "send_default_pii=False", "send_default_pii=True"),
        on_site=True,
    ),
)
MISTAKES = (*EVERYWHERE, *SITES)
