"""Production: every setting that matters comes from the environment, or nothing starts."""

from config.env import env
from config.settings import validation as rule
from config.settings.outside import named_addresses

mail_rule: dict[str, rule.Rule] = (
    {"EMAIL_BACKEND": rule.anymail_backend}
    if "EMAIL_BACKEND" in env.ENVIRON
    else {"EMAIL_URL": rule.address("smtp", "smtp+tls", "smtp+ssl")}
)

# {% if cookiecutter.use_social_login %}
from config.settings.social import rules as social_rules

# {% endif %}
rule.refuse(
    env.ENVIRON,
    required={
        "SECRET_KEY": rule.secret,
        "JWT_SIGNING_KEY": rule.signing_key,
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
        # {% if cookiecutter.use_mqtt %}
        "MQTT_URL": rule.address("mqtt", "mqtts"),
        # {% endif %}
        **mail_rule,
        "DEFAULT_FROM_EMAIL": rule.mailbox,
        "FRONTEND_URL": rule.https_origin,
        # {% if cookiecutter.use_social_login %}
        **social_rules(env.ENVIRON),
        # {% endif %}
    },
    optional={
        "CORS_ALLOWED_ORIGINS": rule.each(rule.https_origin),
        "CSRF_TRUSTED_ORIGINS": rule.each(rule.https_origin),
        "TRUSTED_PROXIES": rule.each(rule.network),
        "WEBHOOK_ALLOWED_NETWORKS": rule.each(rule.network),
        "METRICS_ALLOWED_NETWORKS": rule.each(rule.network),
        "HEALTH_OUTSIDE_URLS": named_addresses,
        # {% if cookiecutter.use_channels %}
        "CHANNEL_REDIS_URL": rule.address("redis", "rediss"),
        # {% endif %}
        "DATABASE_POOL_MIN": rule.whole_number(0),
        "DATABASE_POOL_MAX": rule.whole_number(1),
        "DATABASE_SERVER_SIDE_BINDING": rule.truth_value,
        "SECRET_KEY_FALLBACKS": rule.each(rule.secret),
        "JWT_PREVIOUS_KEYS": rule.each(rule.known_key),
        "SESSION_MEMO_SECONDS": rule.whole_number(0, 60),
        "LOG_LEVEL": rule.one_of("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"),
        "SENTRY_DSN": rule.address("https", needs_user=True),
        "WEB_CONCURRENCY": rule.whole_number(1),
        "MEDIA_ROOT": rule.absolute_path,
        "PRIVATE_MEDIA_ROOT": rule.absolute_path,
        "MEDIA_URL": rule.media_url,
        "ACCOUNT_DELETION_GRACE_DAYS": rule.whole_number(1),
        "DATA_EXPORT_HOURS": rule.whole_number(1),
        # {% if cookiecutter.include_content %}
        "CONTENT_REPEAT_SECONDS": rule.whole_number(0, 60),
        "CONTENT_IMAGE_MAX_BYTES": rule.whole_number(1),
        "CONTENT_IMAGE_MAX_PIXELS": rule.whole_number(1),
        # {% endif %}
        "AVATAR_MAX_BYTES": rule.whole_number(1),
        "AVATAR_MAX_PIXELS": rule.whole_number(1),
        # {% if cookiecutter.use_social_login %}
        "SOCIAL_REDIRECT_URIS": rule.each(rule.address("https")),
        # {% endif %}
    },
    distinct=("SECRET_KEY", "JWT_SIGNING_KEY"),
)

from config.settings.base import *

DEBUG = False

SECURE_SSL_REDIRECT = True
# Probes and Prometheus speak plain HTTP to the container itself.
SECURE_REDIRECT_EXEMPT = [r"^health/", r"^metrics$"]
# The proxy sets this header, and strips it from what comes in.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"
ACCESS_COOKIE = "__Secure-access"
REFRESH_COOKIE = "__Secure-refresh"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrftoken"

STORAGES["staticfiles"] = COLLECTED

# {% if cookiecutter.use_celery %}
HEALTH_CHECKS += ["apps.core.health.celery.workers"]

# {% endif %}
if SENTRY_DSN := env.str("SENTRY_DSN", default=""):
    import sentry_sdk

    sentry_sdk.init(SENTRY_DSN, send_default_pii=False)
