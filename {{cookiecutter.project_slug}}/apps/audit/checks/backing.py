"""Databases, caches, files and mail."""

from collections.abc import Iterator
from typing import Any, Final

from django.conf import settings
from django.utils.module_loading import import_string

from apps.audit.checks import Finding, Project, check

PAGE: Final = "docs/configuration.md"
LARGEST_BODY: Final = 10 * 1024**2  # bytes
ALONE: Final = ("locmem", "dummy", "filebased")


@check(
    "C030",
    "Services open their transactions",
    guide="Service Layer: transaction boundaries clearly defined",
    hint="Set ATOMIC_REQUESTS to False: a request would hold locks until it has answered.",
    page="docs/architecture.md",
)
def transactions(_: Project) -> Iterator[Finding]:
    for alias, database in settings.DATABASES.items():
        if database.get("ATOMIC_REQUESTS"):
            yield Finding.of_setting(f"DATABASES.{alias}.ATOMIC_REQUESTS", "is on")


@check(
    "C031",
    "Connections are pooled, and not kept twice",
    guide="Database Configuration: connection pooling configured (PgBouncer)",
    hint="Set OPTIONS['pool'], and CONN_MAX_AGE to 0.",
    page=PAGE,
    deploy=True,
)
def pool(_: Project) -> Iterator[Finding]:
    for alias, database in settings.DATABASES.items():
        pooled = bool(database.get("OPTIONS", {}).get("pool"))
        if "sqlite" in database["ENGINE"]:
            yield Finding.of_setting(f"DATABASES.{alias}", "is SQLite: one writer at a time")
        elif not pooled and not database.get("CONN_MAX_AGE"):
            yield Finding.of_setting(f"DATABASES.{alias}", "connects anew for each request")
        elif pooled and database.get("CONN_MAX_AGE"):
            yield Finding.of_setting(f"DATABASES.{alias}.CONN_MAX_AGE", "keeps what the pool keeps")


@check(
    "C032",
    "All processes share their caches",
    guide="Caching Strategy: Redis configured for caching and sessions",
    hint="Set REDIS_URL.",
    page="docs/caching.md",
    deploy=True,
)
def caches(_: Project) -> Iterator[Finding]:
    for alias, cache in settings.CACHES.items():
        kind = cache["BACKEND"].rpartition(".")[2]
        if any(word in cache["BACKEND"] for word in ALONE):
            yield Finding.of_setting(
                f"CACHES.{alias}", f"is a {kind}, which each process has for itself"
            )


@check(
    "C033",
    "Sessions are kept outside of the process",
    guide="Horizontal Scaling: session storage externalized",
    hint="Use `cached_db`, `db`, or a cache that all processes share.",
    page=PAGE,
    deploy=True,
)
def sessions(_: Project) -> Iterator[Finding]:
    kind = settings.SESSION_ENGINE.rpartition(".")[2]
    if kind in {"file", "signed_cookies"}:
        yield Finding.of_setting("SESSION_ENGINE", f"is '{kind}'")


@check(
    "C034",
    "Mail leaves the machine",
    guide="Pre-Deployment Checklist: all environment variables configured",
    hint="Set EMAIL_URL, or EMAIL_BACKEND.",
    page=PAGE,
    deploy=True,
)
def mail(_: Project) -> Iterator[Finding]:
    kind = settings.EMAIL_BACKEND.split(".")[-2]
    if kind in {"console", "dummy", "filebased", "locmem"}:
        yield Finding.of_setting("EMAIL_BACKEND", f"is '{kind}': nobody gets any")


@check(
    "C035",
    "Static files carry their version in their name",
    guide="Pre-Deployment Checklist: static files collection working",
    hint="Use a manifest storage for `staticfiles` in STORAGES.",
    page="docs/deployment.md",
    deploy=True,
)
def static_files(_: Project) -> Iterator[Finding]:
    storages: dict[str, Any] = settings.STORAGES
    storage: Any = import_string(storages["staticfiles"]["BACKEND"])
    if not hasattr(storage, "manifest_name"):
        yield Finding.of_setting("STORAGES.staticfiles", f"is {storage.__name__}")


@check(
    "C036",
    "A request's body has an end",
    guide="Authentication & Permissions, Security: file upload security (if applicable)",
    hint="Set DATA_UPLOAD_MAX_MEMORY_SIZE to ten megabytes or less, and keep the bound on fields.",
    page="docs/api.md",
)
def bodies(_: Project) -> Iterator[Finding]:
    limits = {"DATA_UPLOAD_MAX_MEMORY_SIZE": LARGEST_BODY, "DATA_UPLOAD_MAX_NUMBER_FIELDS": 10_000}
    for name, most in limits.items():
        limit: int | None = getattr(settings, name)
        if limit is None or limit > most:
            yield Finding.of_setting(name, f"is {limit}")
