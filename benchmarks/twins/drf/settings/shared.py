"""What any two Django projects on the same database have in common."""

import os
from urllib.parse import unquote, urlsplit

url = urlsplit(os.environ["BENCH_DATABASE_URL"])

SECRET_KEY = os.environ["BENCH_SIGNING_KEY"]
ALLOWED_HOSTS = [os.environ["BENCH_HOST"]]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
ROOT_URLCONF = "urls"
TIME_ZONE = "UTC"

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": url.path.lstrip("/"),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": url.hostname,
        "PORT": url.port or 5432,
        # Users and tokens of their own, the articles of the baked project.
        "OPTIONS": {"options": f"-c search_path={os.environ['BENCH_SCHEMA']},public"},
    }
}
