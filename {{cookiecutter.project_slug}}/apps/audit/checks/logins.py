"""Passwords, tokens, sessions."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.utils.module_loading import import_string
from rest_framework.permissions import AllowAny
from rest_framework.settings import api_settings
from rest_framework_simplejwt import settings as simple_jwt

from apps.audit.checks import Finding, Project, check

GUIDE: Final = "Security & Authentication, Authentication System"
PAGE: Final = "docs/accounts.md"
SHORTEST: Final = 8  # characters; NIST SP 800-63B
LONGEST_ACCESS: Final = timedelta(hours=1)
LONGEST_REFRESH: Final = timedelta(days=30)
NEEDED: Final = ("MinimumLengthValidator", "CommonPasswordValidator")


@check(
    "C020",
    "Passwords are long, and not among the common ones",
    guide=f"{GUIDE}: password policies enforced",
    hint="Keep both validators in AUTH_PASSWORD_VALIDATORS, and `min_length` at 8 or more.",
    page=PAGE,
)
def passwords(_: Project) -> Iterator[Finding]:
    validators: Any = settings.AUTH_PASSWORD_VALIDATORS
    found = {each["NAME"].rpartition(".")[2]: each.get("OPTIONS", {}) for each in validators}
    for name in NEEDED:
        if name not in found:
            yield Finding.of_setting("AUTH_PASSWORD_VALIDATORS", f"has no {name}")
    length = found.get("MinimumLengthValidator", {}).get("min_length", SHORTEST)
    if length < SHORTEST:
        yield Finding.of_setting(
            "AUTH_PASSWORD_VALIDATORS", f"takes passwords of {length} characters"
        )


@check(
    "C021",
    "Passwords are stored by Argon2",
    guide=f"{GUIDE}: password policies enforced",
    hint="Let PASSWORD_HASHERS begin with Argon2PasswordHasher.",
    page=PAGE,
    deploy=True,
)
def hashers(_: Project) -> Iterator[Finding]:
    first = settings.PASSWORD_HASHERS[0]
    if import_string(first).algorithm != "argon2":
        yield Finding.of_setting("PASSWORD_HASHERS", f"begins with {first.rpartition('.')[2]}")


@check(
    "C022",
    "Tokens are short-lived",
    guide=f"{GUIDE}: JWT configuration secure (short access tokens)",
    hint="Mend SIMPLE_JWT: an hour at most for access, thirty days for refreshing.",
    page="docs/decisions/0004-sessions.md",
)
def lifetimes(_: Project) -> Iterator[Finding]:
    tokens = simple_jwt.api_settings
    if tokens.ACCESS_TOKEN_LIFETIME > LONGEST_ACCESS:
        yield Finding.of_setting(
            "SIMPLE_JWT.ACCESS_TOKEN_LIFETIME", f"is {tokens.ACCESS_TOKEN_LIFETIME}"
        )
    if tokens.REFRESH_TOKEN_LIFETIME > LONGEST_REFRESH:
        yield Finding.of_setting(
            "SIMPLE_JWT.REFRESH_TOKEN_LIFETIME", f"is {tokens.REFRESH_TOKEN_LIFETIME}"
        )


@check(
    "C023",
    "Tokens are signed with a key of their own",
    guide="Security & Authentication, Security Configuration: secret keys properly managed",
    hint="Set JWT_SIGNING_KEY to another value than SECRET_KEY.",
    page="docs/configuration.md",
    deploy=True,
)
def signing_key(_: Project) -> Iterator[Finding]:
    if settings.JWT_SIGNING_KEY in {"", settings.SECRET_KEY}:
        yield Finding.of_setting("JWT_SIGNING_KEY", "is SECRET_KEY, or empty")


@check(
    "C024",
    "A view that says nothing is closed",
    guide="Authentication & Permissions, Access Control: authentication requirements clearly defined",
    hint="Set DEFAULT_PERMISSION_CLASSES to IsAuthenticated.",
    page="docs/permissions.md",
)
def closed(_: Project) -> Iterator[Finding]:
    defaults: list[Any] = list(api_settings.DEFAULT_PERMISSION_CLASSES)
    if not defaults or AllowAny in defaults:
        yield Finding.of_setting("REST_FRAMEWORK.DEFAULT_PERMISSION_CLASSES", "lets everybody in")


@check(
    "C025",
    "Every caller has a limit",
    guide=f"{GUIDE}: rate limiting implemented",
    hint="Keep throttle classes for users and for who is none, with rates for both.",
    page="docs/api.md",
)
def limits(_: Project) -> Iterator[Finding]:
    rates = api_settings.DEFAULT_THROTTLE_RATES
    scopes = [getattr(each, "scope", "") for each in api_settings.DEFAULT_THROTTLE_CLASSES]
    for scope in ("anon", "user"):
        if scope not in scopes or not rates.get(scope):
            yield Finding.of_setting(
                f"REST_FRAMEWORK.DEFAULT_THROTTLE_RATES.{scope}", "limits nobody"
            )


@check(
    "C026",
    "Who guesses passwords is locked out",
    guide=f"{GUIDE}: rate limiting implemented",
    hint="Keep the backend of axes at the head of AUTHENTICATION_BACKENDS, and AXES_ENABLED on.",
    page=PAGE,
    deploy=True,
)
def lockout(_: Project) -> Iterator[Finding]:
    if not settings.AUTHENTICATION_BACKENDS[0].startswith("axes.backends."):
        yield Finding.of_setting("AUTHENTICATION_BACKENDS", "asks another backend before axes")
    if not getattr(settings, "AXES_ENABLED", True):
        yield Finding.of_setting("AXES_ENABLED", "is off")
