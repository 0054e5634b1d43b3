"""Production: every setting that matters comes from the environment, or nothing starts."""

from config.env import env
from config.settings import validation as rule

rule.refuse(
    env.ENVIRON,
    required={
        "SECRET_KEY": rule.secret,
        "JWT_SIGNING_KEY": rule.secret,
        "ALLOWED_HOSTS": rule.each(rule.host),
        "DATABASE_URL": rule.address("postgres", "postgresql", needs_path=True),
        "REDIS_URL": rule.address("redis", "rediss"),
        # {% if cookiecutter.use_celery %}
        "CELERY_BROKER_URL": rule.address(
            # {% if cookiecutter.message_broker == "rabbitmq" %}
            "amqp",
            "amqps",
            # {% else %}
            "redis",
            "rediss",
            # {% endif %}
        ),
        # {% endif %}
        "EMAIL_URL": rule.address("smtp", "smtp+tls", "smtp+ssl"),
        "DEFAULT_FROM_EMAIL": rule.mailbox,
        "FRONTEND_URL": rule.https_origin,
    },
    optional={
        "CORS_ALLOWED_ORIGINS": rule.each(rule.https_origin),
        "CSRF_TRUSTED_ORIGINS": rule.each(rule.https_origin),
        "TRUSTED_PROXIES": rule.each(rule.network),
        # {% if cookiecutter.use_channels %}
        "CHANNEL_REDIS_URL": rule.address("redis", "rediss"),
        # {% endif %}
        "DATABASE_POOL_MIN": rule.whole_number(0),
        "DATABASE_POOL_MAX": rule.whole_number(1),
        "DATABASE_SERVER_SIDE_BINDING": rule.truth_value,
        "LOG_LEVEL": rule.one_of("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"),
        "SENTRY_DSN": rule.address("https", needs_user=True),
        "WEB_CONCURRENCY": rule.whole_number(1),
    },
    distinct=("SECRET_KEY", "JWT_SIGNING_KEY"),
)

from config.settings.base import *

DEBUG = False

SECURE_SSL_REDIRECT = True
# Probes speak plain HTTP to the container itself.
SECURE_REDIRECT_EXEMPT = [r"^health/"]
# The proxy sets this header, and strips it from what comes in.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrftoken"

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": COLLECTED,
}

# {% if cookiecutter.use_celery %}
HEALTH_CHECKS += ["apps.core.health.celery.workers"]

# {% endif %}
if SENTRY_DSN := env.str("SENTRY_DSN", default=""):
    import sentry_sdk

    sentry_sdk.init(SENTRY_DSN, send_default_pii=False)
