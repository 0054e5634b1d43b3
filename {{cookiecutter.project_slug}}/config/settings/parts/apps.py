"""What is installed, and the way of a request through it."""

from config.env import BASE_DIR as BASE_DIR
from config.env import env

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY", default="")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])

INSTALLED_APPS = [
    "jazzmin",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "corsheaders",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "drf_standardized_errors",
    "rest_framework",
    "waffle",
    # {% if cookiecutter.use_cachalot %}
    "cachalot",
    # {% endif %}
    # {% if cookiecutter.use_social_login %}
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.google",
    "allauth.socialaccount.providers.github",
    "allauth.socialaccount.providers.openid_connect",
    "apps.social",
    # {% endif %}
    # {% if cookiecutter.use_oauth2_provider %}
    "oauth2_provider",
    "apps.oauth2",
    # {% endif %}
    # {% if cookiecutter.use_object_permissions %}
    "guardian",
    "apps.sharing",
    # {% endif %}
    # {% if cookiecutter.use_celery %}
    "django_celery_beat",
    "apps.queueing",
    # {% if cookiecutter.message_broker == "rabbitmq" %}
    "apps.rejected",
    # {% endif %}
    # {% endif %}
    # {% if cookiecutter.use_channels %}
    "channels",
    "apps.realtime",
    # {% endif %}
    # {% if cookiecutter.use_mqtt %}
    "apps.devices",
    # {% endif %}
    # {% if cookiecutter.include_content %}
    "django.contrib.sitemaps",
    "django_prose_editor",
    "apps.content",
    # {% endif %}
    "apps.core",
    "apps.events",
    "apps.idempotency",
    "apps.accounts",
    "apps.organizations",
    "apps.features",
    "apps.webhooks",
    "apps.api",
    "apps.audit",
]

MIDDLEWARE = [
    "apps.core.middleware.RequestContextMiddleware",
    "apps.core.viewsets.repeating.repeat_answers",  # above all that makes or changes an answer
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "apps.core.content_policy.ContentPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "apps.core.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    # {% if cookiecutter.use_social_login %}
    "allauth.account.middleware.AccountMiddleware",
    # {% endif %}
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",  # the last: it sees the view's own answer
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
# {% if cookiecutter.use_channels %}
ASGI_APPLICATION = "config.asgi.application"
# {% endif %}

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

LANGUAGE_CODE = "en"
LOCALE_PATHS = [
    BASE_DIR / "locale",
    # {% if cookiecutter.use_object_permissions %}
    BASE_DIR / "services" / "sharing" / "locale",
    # {% endif %}
    # {% if cookiecutter.use_social_login %}
    BASE_DIR / "services" / "social" / "locale",
    # {% endif %}
    # {% if cookiecutter.include_content %}
    BASE_DIR / "services" / "content" / "locale",
    # {% endif %}
]
TIME_ZONE = "{{ cookiecutter.timezone }}"
USE_I18N = True
USE_TZ = True

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Where people meet the product: links in e-mails lead there.
FRONTEND_URL = env.str("FRONTEND_URL", default="http://localhost:3000").rstrip("/")
