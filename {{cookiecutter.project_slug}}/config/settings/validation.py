"""What production demands of its environment.

A rule takes a variable's value and returns what is wrong with it, or ``None``. Messages never
repeat the value of a secret.
"""

import ipaddress
import re
from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

from utils.signing_keys import PEM, parse_key

Rule = Callable[[str], str | None]

SHORTEST_SECRET: Final = 50  # characters, as Django's own security.W009
FEWEST_DISTINCT: Final = 10  # characters
PLACEHOLDER: Final = re.compile(
    r"change.?me|changeit|placeholder|insecure|example|your[-_ ]|xxxx|<.*>|-only-|dummy",
    re.IGNORECASE,
)
WEAK_PASSWORDS: Final = {"password", "postgres", "root", "admin", "secret", "guest", "123456"}
LOOPBACK: Final = {"localhost", "127.0.0.1", "::1"}
ANYMAIL_BACKEND: Final = re.compile(
    r"anymail\.backends\.(?!(base|base_requests|console|test)\.)[a-z0-9_]+\.EmailBackend"
)
HOST: Final = re.compile(
    r"\.?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*", re.IGNORECASE
)


def refuse(
    environ: Mapping[str, str],
    *,
    required: Mapping[str, Rule],
    optional: Mapping[str, Rule],
    distinct: tuple[str, ...] = (),
) -> None:
    """Raise one ``ImproperlyConfigured`` that names every variable which is missing or wrong."""
    problems = {}
    for name, rule in {**required, **optional}.items():
        if value := environ.get(name, "").strip():
            problem = rule(value)
        else:
            problem = "is missing" if name in required else None
        if problem:
            problems[name] = problem
    values = [environ[name] for name in distinct if environ.get(name, "").strip()]
    if len(set(values)) < len(values):
        problems[distinct[-1]] = f"must differ from {distinct[0]}"
    if problems:
        lines = [f"  {name} {problem}" for name, problem in problems.items()]
        raise ImproperlyConfigured(
            "Production does not start with these environment variables:\n" + "\n".join(lines)
        )


def secret(value: str) -> str | None:
    if PLACEHOLDER.search(value):
        return "is a placeholder"
    if len(value) < SHORTEST_SECRET or len(set(value)) < FEWEST_DISTINCT:
        return f"is too weak: at least {SHORTEST_SECRET} random characters"
    return None


def signing_key(value: str) -> str | None:
    """A secret, or a private key in PEM."""
    if not value.startswith(PEM):
        return secret(value)
    try:
        key = parse_key(value)
    except ValueError as error:
        return str(error)
    return None if key.signing else "is a public key: it signs nothing"


def known_key(value: str) -> str | None:
    """What `signing_key` accepts, or a public key."""
    problem = signing_key(value)
    return None if problem and problem.startswith("is a public key") else problem


def address(*schemes: str, needs_path: bool = False, needs_user: bool = False) -> Rule:
    """A rule for ``scheme://user:password@host:port/path``."""

    def rule(value: str) -> str | None:
        try:
            url = urlsplit(value)
            host, _ = url.hostname, url.port
        except ValueError:
            return "is malformed"
        findings = (
            (url.scheme not in schemes, f"must start with {'://, '.join(schemes)}://"),
            (not host, "names no host"),
            (needs_path and not url.path.strip("/"), "names no database"),
            (needs_user and not url.username, "names no key"),
            (PLACEHOLDER.search(f"{url.username} {url.password} {host}"), "is a placeholder"),
            (
                (url.password or "").lower() in WEAK_PASSWORDS and host not in LOOPBACK,
                "carries a default password",
            ),
        )
        return next((problem for found, problem in findings if found), None)

    return rule


def https_origin(value: str) -> str | None:
    problem = address("https")(value)
    if problem:
        return problem
    url = urlsplit(value)
    if url.hostname in LOOPBACK:
        return "is a placeholder"
    return None if url.path in {"", "/"} and not url.query else "must be scheme and host alone"


def host(value: str) -> str | None:
    if value == "*":
        return "must not allow every host"
    if PLACEHOLDER.search(value):
        return "is a placeholder"
    return None if HOST.fullmatch(value) else f"holds {value!r}, which is no host name"


def mailbox(value: str) -> str | None:
    address = value.rpartition("<")[2].removesuffix(">").strip()
    try:
        validate_email(address)
    except ValidationError:
        return f"holds {value!r}, which is no e-mail address"
    return "is a placeholder" if PLACEHOLDER.search(address) else None


def anymail_backend(value: str) -> str | None:
    if ANYMAIL_BACKEND.fullmatch(value):
        return None
    return "must be one of anymail's: anymail.backends.<provider>.EmailBackend"


def network(value: str) -> str | None:
    try:
        found = ipaddress.ip_network(value, strict=False)
    except ValueError:
        return f"holds {value!r}, which is no network such as 10.0.0.0/8"
    return "must not trust every address" if found.prefixlen == 0 else None


def whole_number(least: int, most: int | None = None) -> Rule:
    def rule(value: str) -> str | None:
        if not value.isascii() or not value.isdigit() or int(value) < least:
            return f"must be a whole number of at least {least}"
        if most is not None and int(value) > most:
            return f"must be at most {most}"
        return None

    return rule


def absolute_path(value: str) -> str | None:
    return None if value.startswith("/") else "must be an absolute path"


def media_url(value: str) -> str | None:
    """A path of this site, or the address of another that serves the files."""
    if not value.endswith("/"):
        return "must end with /"
    return None if value.startswith("/") else address("https")(value)


def truth_value(value: str) -> str | None:
    return one_of("true", "false", "1", "0", "yes", "no", "on", "off")(value.lower())


def one_of(*values: str) -> Rule:
    return lambda value: None if value in values else f"must be one of {', '.join(values)}"


def each(rule: Rule) -> Rule:
    """Apply ``rule`` to every item of a comma-separated list."""

    def every(value: str) -> str | None:
        items = [item.strip() for item in value.split(",") if item.strip()]
        return next((problem for problem in map(rule, items) if problem), None)

    return every
