"""What pages may do, and who may call from one."""

from collections.abc import Iterator
from typing import Any, Final

from corsheaders.middleware import CorsMiddleware
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.middleware.common import CommonMiddleware
from django.middleware.gzip import GZipMiddleware
from django.middleware.security import SecurityMiddleware
from django.utils.module_loading import import_string

from apps.audit.checks import Finding, Project, check

GUIDE: Final = "Security & Authentication, Security Configuration"
PAGE: Final = "docs/configuration.md"
ANYWHERE: Final = frozenset({"*", "http:", "https:", "'unsafe-eval'"})
NEEDED: Final = ("default-src", "object-src", "base-uri", "frame-ancestors")


def position(kind: type) -> int | None:
    """Where in MIDDLEWARE a class, or one derived from it, stands."""
    for place, name in enumerate(settings.MIDDLEWARE):
        found: Any = import_string(name)
        if isinstance(found, type) and issubclass(found, kind):
            return place
    return None


@check(
    "C010",
    "Pages load what this site serves, and nothing else",
    guide=f"{GUIDE}: security headers configured (HSTS, CSP, etc.)",
    hint="Mend CONTENT_SECURITY_POLICY in `config/settings/parts/security.py`.",
    page=PAGE,
)
def content_policy(_: Project) -> Iterator[Finding]:
    if position(CSPMiddleware) is None:
        yield Finding.of_setting("MIDDLEWARE", "sends no Content-Security-Policy")
    policy = getattr(settings, "CONTENT_SECURITY_POLICY", None) or {}
    directives: dict[str, Any] = policy.get("DIRECTIVES", {})
    for name in NEEDED:
        if name not in directives:
            yield Finding.of_setting(f"CONTENT_SECURITY_POLICY.{name}", "is missing")
    for name, sources in directives.items():
        if wide := ANYWHERE & set(sources or ()):
            yield Finding.of_setting(f"CONTENT_SECURITY_POLICY.{name}", f"allows {min(wide)}")


@check(
    "C011",
    "Sites that may call are named",
    guide="Authentication & Permissions, Security: CORS settings configured appropriately",
    hint="Name origins in CORS_ALLOWED_ORIGINS.",
    page=PAGE,
)
def origins(_: Project) -> Iterator[Finding]:
    for name in ("CORS_ALLOW_ALL_ORIGINS", "CORS_ORIGIN_ALLOW_ALL"):
        if getattr(settings, name, False):
            yield Finding.of_setting(name, "lets every site call")
    for pattern in getattr(settings, "CORS_ALLOWED_ORIGIN_REGEXES", ()):
        text = getattr(pattern, "pattern", pattern)
        if ".*" in text or ".+" in text:
            yield Finding.of_setting(
                "CORS_ALLOWED_ORIGIN_REGEXES", f"holds '{text}', which many sites match"
            )


@check(
    "C012",
    "Middleware stands in an order in which it works",
    guide=f"{GUIDE}: security headers configured (HSTS, CSP, etc.)",
    hint="Mend MIDDLEWARE in `config/settings/parts/apps.py`.",
    page="docs/architecture.md",
)
def order(_: Project) -> Iterator[Finding]:
    pairs = (
        (SecurityMiddleware, SessionMiddleware),
        (SessionMiddleware, AuthenticationMiddleware),
        (CorsMiddleware, CommonMiddleware),
    )
    for first, second in pairs:
        before, after = position(first), position(second)
        if before is None:
            yield Finding.of_setting("MIDDLEWARE", f"has no {first.__name__}")
        elif after is not None and before > after:
            yield Finding.of_setting("MIDDLEWARE", f"has {first.__name__} behind {second.__name__}")


@check(
    "C013",
    "Answers are compressed",
    guide="Response Standards: response compression enabled",
    hint="Keep GZipMiddleware in MIDDLEWARE.",
    page="docs/api.md",
)
def compression(_: Project) -> Iterator[Finding]:
    if position(GZipMiddleware) is None:
        yield Finding.of_setting("MIDDLEWARE", "compresses nothing")


@check(
    "C014",
    "The site answers to its own names",
    guide=f"{GUIDE}: environment variables used for configuration",
    hint="Name the hosts in ALLOWED_HOSTS.",
    page=PAGE,
    deploy=True,
)
def hosts(_: Project) -> Iterator[Finding]:
    if not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS:
        yield Finding.of_setting(
            "ALLOWED_HOSTS", "names nobody" if not settings.ALLOWED_HOSTS else "is '*'"
        )
