"""Refuse bad or contradictory answers with the sentences that mend them.

A non-zero exit makes cookiecutter remove the folder that it has just made.
"""

import json
import keyword
import os
import re
import signal
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

ANSWERS = json.loads(r"""{{ cookiecutter | jsonify }}""")

LONGEST = {"project_name": 80, "description": 300, "author_name": 80}
SLUG = re.compile(r"[a-z][a-z0-9_]{0,39}")
LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
DOMAIN = re.compile(rf"({LABEL}\.)+(?![0-9]+\Z){LABEL}")
MAILBOX = re.compile(r"[A-Za-z0-9_%+'-]+(\.[A-Za-z0-9_%+'-]+)*")

FOLDERS = "adapters apps config deploy docs requirements scripts services tests utils".split()
PACKAGES = """
    aiohttp amqp anyio argon2 asgiref billiard cachalot celery channels channels_redis click
    corsheaders coverage csp debug_toolbar deptry django django_celery_beat django_extensions
    django_filters django_redis django_stubs drf_spectacular drf_standardized_errors environ
    factory faker flower gunicorn h11 hiredis httpx hypothesis importlinter jazzmin jinja2 jwt
    kombu mypy orjson pip prometheus_client psutil psycopg psycopg_pool pydantic pytest redis
    requests rest_framework rest_framework_simplejwt ruff sentry_sdk setuptools sqlparse structlog
    time_machine uv uvicorn uvloop vine websockets wheel whitenoise yaml
""".split()
DATABASES = "postgres template0 template1".split()
# Joiners of scripts and emoji; every other invisible character misleads a reader.
JOINERS = {"\u200c", "\u200d", *map(chr, range(0xE0020, 0xE0080))}
INVISIBLE = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}
MARKERS = ("{" * 2, "}" * 2, "{%", "{#")  # spelt so that this file is no template itself


def wrong_text(name: str, value: str) -> str | None:
    """What is wrong with a line of free text."""
    for character in value:
        if unicodedata.category(character) in INVISIBLE and character not in JOINERS:
            return f"holds the character U+{ord(character):04X}; write one line of visible text"
    if not value.strip():
        return "is empty; write at least a word"
    if value != value.strip():
        return "starts or ends with a space; leave that out"
    if len(value) > LONGEST[name]:
        return f"has {len(value)} characters; write at most {LONGEST[name]}"
    if marker := next((marker for marker in MARKERS if marker in value), None):
        return f"holds {marker}, which templates read as their own; leave it out"
    return None


def wrong_slug(value: str) -> str | None:
    if not SLUG.fullmatch(value):
        return (
            f"is {value[:60]!r}; use lower-case letters, digits and underscores, "
            "a letter first, at most 40 characters"
        )
    reasons = (
        (keyword.iskeyword(value), "a word of Python's own"),
        (value in {*sys.stdlib_module_names, "test"}, "a module of Python's standard library"),
        (value in FOLDERS, "a folder of the project itself"),
        (value in PACKAGES, "a package that the project uses"),
        (value in DATABASES, "a database of PostgreSQL's own"),
    )
    reason = next((reason for found, reason in reasons if found), None)
    return reason and f"is {value!r}, {reason}; choose another, such as '{value[:32]}_backend'"


def wrong_domain(value: str) -> str | None:
    if DOMAIN.fullmatch(value) and len(value) <= 253:
        return None
    if "://" in value:
        advice = "leave out the scheme and the path"
    elif value.isascii():
        advice = "use a lower-case name with a dot in it, such as example.com"
    else:
        advice = "write it in its ASCII form, which starts with xn--"
    return f"is {value[:60]!r}; {advice}"


def wrong_email(value: str) -> str | None:
    user, _, domain = value.rpartition("@")
    if MAILBOX.fullmatch(user) and len(user) <= 64 and DOMAIN.fullmatch(domain.lower()):
        return None
    return f"is {value[:60]!r}; write an address such as ada@example.com"


def wrong_timezone(value: str) -> str | None:
    if value == "UTC":
        return None
    import zoneinfo

    known = zoneinfo.available_timezones()
    if value in known:
        return None
    if not known and re.fullmatch(r"[A-Z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,2}", value):
        sys.stderr.write(f"timezone: this machine has no list to look {value!r} up in.\n")
        return None
    return f"is {value[:60]!r}; use an IANA name such as UTC or Europe/Berlin"


def wrong_choice(value: object, allowed: object) -> str | None:
    """What is wrong with an answer that came past the prompts, from a replayed file."""
    if isinstance(allowed, bool) and not isinstance(value, bool):
        return f"is {value!r}; answer true or false"
    if isinstance(allowed, list) and value not in allowed:
        return f"is {value!r}; choose {', '.join(allowed)}"
    return None


def chosen(feature: str) -> bool:
    prompt, _, value = feature.partition("=")
    return ANSWERS[prompt] == value if value else ANSWERS[prompt] is True


def wrong_needs() -> Iterator[str]:
    for feature, row in ANSWERS["_features"].items():
        for need in row["needs"]:
            if chosen(feature) and not chosen(need):
                yield f"{feature} needs {need}; choose {need} too, or leave {feature} out"


def problems() -> Iterator[str]:
    manifest = Path(ANSWERS.get("_repo_dir") or ".", "cookiecutter.json")
    prompts = json.loads(manifest.read_text(encoding="utf-8")) if manifest.is_file() else {}
    checks = {
        "project_slug": wrong_slug,
        "domain_name": wrong_domain,
        "email": wrong_email,
        "timezone": wrong_timezone,
    }
    for name, value in ANSWERS.items():
        if name in checks or name in LONGEST:
            if not isinstance(value, str):
                problem: str | None = f"is {value!r}; write text"
            else:
                problem = checks[name](value) if name in checks else wrong_text(name, value)
        else:
            problem = wrong_choice(value, prompts.get(name))
        if problem and not name.startswith("_"):
            yield f"{name} {problem}"
    yield from wrong_needs()


def leave_no_parent() -> None:
    """Remove the folders that a slug with slashes made, which cookiecutter would leave behind."""
    output, project = Path(ANSWERS.get("_output_dir") or "."), Path.cwd()
    if os.name != "posix" or output not in project.parent.parents or any(project.iterdir()):
        return
    project.rmdir()
    for folder in project.parents:
        if folder == output or any(folder.iterdir()):
            break
        folder.rmdir()
    # Cookiecutter fails over a project folder that is gone already; interrupted, it just ends.
    os.kill(os.getppid(), signal.SIGINT)


if __name__ == "__main__":
    found = list(problems())
    if found:
        sys.stdout.flush()
        lines = "".join(f"  {problem}.\n" for problem in found)
        text = f"No project was made. Mend these answers:\n{lines}"
        sys.stderr.buffer.write(text.encode("utf-8", "backslashreplace"))
        sys.stderr.flush()
        leave_no_parent()
        sys.exit(1)
