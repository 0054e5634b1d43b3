"""What Django's own deployment checks say, line by line of the guide's."""

import re
from collections.abc import Iterator
from typing import Final

from django.conf import settings

from apps.audit.checks import Finding, Project, check
from apps.audit.registry import Find

GUIDE: Final = "Security & Authentication, Security Configuration"
PAGE: Final = "docs/configuration.md"


def setting_in(text: str) -> str:
    """The first setting that Django names in what it says."""
    words = re.findall(r"[A-Z][A-Z_]{3,}", text)
    return next((word for word in words if hasattr(settings, word)), "")


def by_django(*names: str) -> Find:
    def find(project: Project) -> Iterator[Finding]:
        for message in project.security:
            if str(message.id) in {f"security.{name}" for name in names}:
                about = setting_in(message.msg)
                yield Finding.of_setting(str(message.id), message.msg.partition(". ")[0], about)

    return find


def deployment(name: str, title: str, line: str, hint: str, *messages: str) -> None:
    check(name, title, guide=f"{GUIDE}: {line}", hint=hint, page=PAGE, deploy=True)(
        by_django(*messages)
    )


deployment(
    "C001",
    "Debug mode is off",
    "debug mode disabled in production",
    "Set `DEBUG = False`: error pages show settings and code.",
    "W018",
)
deployment(
    "C002",
    "Keys are strong",
    "secret keys properly managed",
    "Give SECRET_KEY, and every fallback, 50 random characters or more.",
    "W009",
    "W025",
)
deployment(
    "C003",
    "HTTPS is enforced",
    "HTTPS enforced in production",
    "Set SECURE_SSL_REDIRECT.",
    "W001",
    "W008",
)
deployment(
    "C004",
    "Browsers are told to come by HTTPS alone",
    "security headers configured (HSTS, CSP, etc.)",
    "Set SECURE_HSTS_SECONDS, SECURE_HSTS_INCLUDE_SUBDOMAINS and SECURE_HSTS_PRELOAD.",
    "W004",
    "W005",
    "W021",
)
deployment(
    "C005",
    "Cookies travel by HTTPS alone",
    "session security configured",
    "Set SESSION_COOKIE_SECURE, SESSION_COOKIE_HTTPONLY and CSRF_COOKIE_SECURE.",
    *(f"W0{number}" for number in (10, 11, 12, 13, 14, 15, 16)),
)
deployment(
    "C006",
    "Pages cannot be framed, and their type not be guessed",
    "security headers configured (HSTS, CSP, etc.)",
    "Keep SecurityMiddleware, CsrfViewMiddleware and XFrameOptionsMiddleware, and their settings.",
    *("W002", "W003", "W006", "W019", "W022", "E023", "E024"),
)
