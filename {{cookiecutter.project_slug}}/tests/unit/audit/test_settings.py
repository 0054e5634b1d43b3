from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import sentry_sdk
from django.conf import LazySettings

from tests.unit.audit.auditing import found

MIDDLEWARE = "django.middleware"
# What a site has that tests have not.
SITE: dict[str, Any] = {
    "SECURE_SSL_REDIRECT": True,
    "SECURE_HSTS_SECONDS": 31_536_000,
    "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
    "SECURE_HSTS_PRELOAD": True,
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.Argon2PasswordHasher"],
    "CACHES": {"default": {"BACKEND": "django_redis.cache.RedisCache", "LOCATION": "redis://r"}},
    "EMAIL_BACKEND": f"{MIDDLEWARE}.smtp.EmailBackend",
    "STORAGES": {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    },
}


@pytest.fixture
def site(settings: LazySettings) -> LazySettings:
    for name, value in SITE.items():
        setattr(settings, name, value)
    return settings


def rest(**changes: Any) -> Any:
    return lambda settings: {"REST_FRAMEWORK": {**settings.REST_FRAMEWORK, **changes}}


def without(name: str) -> Any:
    return lambda settings: {
        "MIDDLEWARE": [each for each in settings.MIDDLEWARE if not each.endswith(name)]
    }


def policy(**directives: Any) -> Any:
    def change(settings: LazySettings) -> dict[str, Any]:
        directives_ = {**settings.CONTENT_SECURITY_POLICY["DIRECTIVES"], **directives}
        return {"CONTENT_SECURITY_POLICY": {"DIRECTIVES": directives_}}

    return change


def root(**logger: Any) -> Any:
    return lambda settings: {
        "LOGGING": {**settings.LOGGING, "root": {**settings.LOGGING["root"], **logger}}
    }


def plain_logs(settings: LazySettings) -> dict[str, Any]:
    formatters = {**settings.LOGGING["formatters"], "json": {"format": "%(message)s %(password)s"}}
    return {"LOGGING": {**settings.LOGGING, "formatters": formatters}}


def request_line(without: str) -> Any:
    return lambda settings: {
        "REQUEST_LINE": [each for each in settings.REQUEST_LINE if without not in repr(each)]
    }


CASES: list[tuple[str, Any, list[str]]] = [
    ("C001", {"DEBUG": True}, ["security.W018"]),
    ("C002", {"SECRET_KEY": "short"}, ["security.W009"]),
    ("C003", {"SECURE_SSL_REDIRECT": False}, ["security.W008"]),
    ("C004", {"SECURE_HSTS_SECONDS": 0}, ["security.W004"]),
    ("C005", {"SESSION_COOKIE_SECURE": False}, ["security.W012"]),
    ("C006", {"SECURE_CONTENT_TYPE_NOSNIFF": False}, ["security.W006"]),
    ("C010", policy(**{"script-src": ["*"]}), ["CONTENT_SECURITY_POLICY.script-src"]),
    ("C010", without("ContentPolicyMiddleware"), ["MIDDLEWARE"]),
    ("C011", {"CORS_ALLOW_ALL_ORIGINS": True}, ["CORS_ALLOW_ALL_ORIGINS"]),
    ("C011", {"CORS_ALLOWED_ORIGIN_REGEXES": [".*"]}, ["CORS_ALLOWED_ORIGIN_REGEXES"]),
    ("C012", without("CorsMiddleware"), ["MIDDLEWARE"]),
    ("C012", lambda settings: {"MIDDLEWARE": settings.MIDDLEWARE[::-1]}, ["MIDDLEWARE"] * 3),
    ("C013", without("GZipMiddleware"), ["MIDDLEWARE"]),
    ("C014", {"ALLOWED_HOSTS": ["*"]}, ["ALLOWED_HOSTS"]),
    ("C020", {"AUTH_PASSWORD_VALIDATORS": []}, ["AUTH_PASSWORD_VALIDATORS"] * 2),
    (
        "C021",
        {"PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"]},
        ["PASSWORD_HASHERS"],
    ),
    ("C023", lambda settings: {"JWT_SIGNING_KEY": settings.SECRET_KEY}, ["JWT_SIGNING_KEY"]),
    (
        "C024",
        rest(DEFAULT_PERMISSION_CLASSES=["rest_framework.permissions.AllowAny"]),
        ["REST_FRAMEWORK.DEFAULT_PERMISSION_CLASSES"],
    ),
    (
        "C025",
        rest(DEFAULT_THROTTLE_RATES={"user": "600/min"}),
        ["REST_FRAMEWORK.DEFAULT_THROTTLE_RATES.anon"],
    ),
    ("C026", {"AXES_ENABLED": False}, ["AXES_ENABLED"]),
    (
        "C032",
        {"CACHES": {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}},
        ["CACHES.default"],
    ),
    ("C033", {"SESSION_ENGINE": "django.contrib.sessions.backends.file"}, ["SESSION_ENGINE"]),
    ("C034", {"EMAIL_BACKEND": f"{MIDDLEWARE}.console.EmailBackend"}, ["EMAIL_BACKEND"]),
    (
        "C035",
        {
            "STORAGES": {
                "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
            }
        },
        ["STORAGES.staticfiles"],
    ),
    ("C036", {"DATA_UPLOAD_MAX_MEMORY_SIZE": None}, ["DATA_UPLOAD_MAX_MEMORY_SIZE"]),
    ("C040", plain_logs, ["LOGGING.formatters.json"]),
    ("C040", request_line("mask_secrets"), ["REQUEST_LINE"]),
    ("C041", request_line("JSONRenderer"), ["REQUEST_LINE"]),
    ("C041", root(handlers=[]), ["LOGGING.root"]),
    ("C041", plain_logs, ["LOGGING.formatters.json"]),
    ("C042", root(level="DEBUG"), ["LOGGING.root.level"]),
    (
        "C044",
        {"HEALTH_CHECKS": ["apps.core.nowhere.check"]},
        ["HEALTH_CHECKS.apps.core.nowhere.check"],
    ),
    (
        "C045",
        rest(EXCEPTION_HANDLER="rest_framework.views.exception_handler"),
        ["REST_FRAMEWORK.EXCEPTION_HANDLER"],
    ),
]


@pytest.mark.parametrize(("check", "change", "subjects"), CASES)
def test_a_setting(site: LazySettings, check: str, change: Any, subjects: list[str]) -> None:
    assert found(check) == []

    for name, value in (change(site) if callable(change) else change).items():
        setattr(site, name, value)

    assert found(check) == subjects


POOLED = {"ENGINE": "django.db.backends.postgresql", "OPTIONS": {"pool": True}}


@pytest.mark.parametrize(
    ("check", "change", "subject"),
    [
        ("C030", {"ATOMIC_REQUESTS": True}, "DATABASES.default.ATOMIC_REQUESTS"),
        ("C031", {"CONN_MAX_AGE": 60}, "DATABASES.default.CONN_MAX_AGE"),
        ("C031", {"OPTIONS": {}}, "DATABASES.default"),
        ("C031", {"ENGINE": "django.db.backends.sqlite3"}, "DATABASES.default"),
    ],
)
def test_a_database(
    settings: LazySettings,
    monkeypatch: pytest.MonkeyPatch,
    check: str,
    change: dict[str, Any],
    subject: str,
) -> None:
    monkeypatch.setitem(settings.DATABASES, "default", POOLED)
    assert found(check) == []

    monkeypatch.setitem(settings.DATABASES, "default", {**POOLED, **change})

    assert found(check) == [subject]


def test_lifetimes_of_tokens(settings: LazySettings) -> None:
    assert found("C022") == []

    settings.SIMPLE_JWT = {**settings.SIMPLE_JWT, "ACCESS_TOKEN_LIFETIME": timedelta(hours=2)}

    assert found("C022") == ["SIMPLE_JWT.ACCESS_TOKEN_LIFETIME"]


@pytest.fixture
def sentry() -> Iterator[Any]:
    before = sentry_sdk.get_global_scope().client
    yield lambda **options: sentry_sdk.init("https://key@sentry.acme.test/1", **options)
    sentry_sdk.get_client().close()
    sentry_sdk.get_global_scope().set_client(before)


@pytest.mark.filterwarnings("ignore:The send_default_pii option is deprecated")
def test_reports_of_errors(sentry: Any) -> None:
    sentry(send_default_pii=False)
    assert found("C043") == []

    sentry(send_default_pii=True)
    assert found("C043") == ["sentry_sdk"]
