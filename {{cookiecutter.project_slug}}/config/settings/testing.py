"""The test run: production's behaviour, with a cheap password hasher and mail kept in memory."""

from config.settings.base import *

SECRET_KEY = "testing-only-key-that-production-refuses-to-start-with"  # noqa: S105
JWT_SIGNING_KEY = "testing-only-signing-key-that-production-refuses-too"
ALLOWED_HOSTS = ["testserver", "localhost"]
TIME_ZONE = "UTC"  # tests name exact times

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# {% if cookiecutter.use_celery %}
CELERY_TASK_ALWAYS_EAGER = True  # the worker's own tests start one
# {% else %}
MAIL_SENDER = "adapters.mail.direct.DirectMailSender"  # sent before the answer is there
DATA_EXPORT_STARTER = "services.accounts.exports.build_now"
EVENT_RELAY_STARTER = "apps.events.relay.relay_now"
WEBHOOK_STARTER = "services.webhooks.sending.send_now"
# {% endif %}
# {% if cookiecutter.use_mqtt %}
MQTT_TOPIC_PREFIX = "devices"  # tests name whole topics
# {% endif %}
# {% if cookiecutter.use_cachalot %}
CACHALOT_ENABLED = False  # most tests count queries; cachalot's own switch it on
# {% endif %}

# A thread has a connection of its own, and none of a test's rows. Its own tests ask for it.
LOGGING["loggers"]["security"]["handlers"] = []

WEBHOOK_SCHEMES = ["https", "http"]

INSTALLED_APPS += ["apps.scaffolding", "tests.library", "zeal"]
# Errors where a request asks for something row by row: docs/testing.md.
ZEAL_NPLUSONE_THRESHOLD = 4
MIDDLEWARE += ["zeal.middleware.zeal_middleware", "apps.core.repetition.RefuseRepetition"]
for files in ("default", "private"):
    STORAGES[files] = {"BACKEND": "django.core.files.storage.InMemoryStorage"}

# A pool would keep the test database from being dropped.
if "pool" in DATABASES["default"]["OPTIONS"]:
    DATABASES["default"]["OPTIONS"]["pool"] = False
else:
    # A file: in memory, threads that write at once would get an error instead of their turn.
    DATABASES["default"]["TEST"] = {"NAME": f"{BASE_DIR / 'db.sqlite3'}.test"}

WHITENOISE_AUTOREFRESH = True
