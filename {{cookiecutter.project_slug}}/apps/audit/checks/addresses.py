import re
from collections.abc import Iterator
from typing import Final

from apps.audit.checks import Finding, Project, check
from apps.audit.routes import Route

PAGE: Final = "docs/api.md"
VERSIONED: Final = re.compile(r"^/api/v\d+/")
WORD: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
UNCOUNTED: Final = frozenset({"children", "data", "media", "metadata", "people", "telemetry"})


def versioned(project: Project) -> Iterator[Route]:
    yield from (route for route in project.routes if VERSIONED.match(route.path))


def words(route: Route) -> list[str]:
    """The parts of an address that are the same for every row, after the version."""
    parts = VERSIONED.sub("", route.path).strip("/").split("/")
    return [part for part in parts if part and "{" not in part]


@check(
    "U001",
    "Every address of the API ends with a slash",
    guide="RESTful Design: consistent URL patterns across apps",
    hint="Add it: clients know one form alone.",
    page=PAGE,
)
def slashes(project: Project) -> Iterator[Finding]:
    for route in versioned(project):
        if not route.path.endswith("/"):
            yield Finding.about(route.view or route.callback, route.path, "has no slash at its end")


@check(
    "U002",
    "Addresses are lower-case words, with hyphens between",
    guide="RESTful Design: resource naming conventions followed",
    hint="Write `rotate-secret`; an action takes `url_path`.",
    page=PAGE,
)
def kebab_case(project: Project) -> Iterator[Finding]:
    for route in versioned(project):
        if wrong := [word for word in words(route) if not WORD.fullmatch(word)]:
            problem = f"holds '{wrong[0]}'"
            yield Finding.about(route.view or route.callback, route.path, problem)


@check(
    "U003",
    "Collections have names in the plural",
    guide="RESTful Design: resource naming conventions followed",
    hint="Register the view set as `orders`, not `order`.",
    page=PAGE,
)
def plurals(project: Project) -> Iterator[Finding]:
    for route in versioned(project):
        last = (words(route) or [""])[-1]
        noun = last.rpartition("-")[2]
        is_list = "list" in route.actions.values()
        if is_list and not noun.endswith("s") and noun not in UNCOUNTED:
            yield Finding.about(route.view, route.path, f"lists a '{last}'")


@check(
    "U004",
    "Every resource stands under a version",
    guide="RESTful Design: API versioning strategy implemented",
    hint="Include the app's addresses in `apps/api/v1.py`.",
    page=PAGE,
)
def versions(project: Project) -> Iterator[Finding]:
    for route in project.routes:
        if route.actions and not VERSIONED.match(route.path):
            yield Finding.about(route.view, route.path, "is a resource without a version")


@check(
    "U005",
    "No address is answered by two views",
    guide="RESTful Design: proper HTTP methods and status codes",
    hint="Take one of them away: the second is never asked.",
    page=PAGE,
)
def shadowed(project: Project) -> Iterator[Finding]:
    seen: set[str] = set()
    for route in project.routes:
        pattern = re.sub(r"\{\w+\}", "{}", route.path)
        if route.path in seen:
            yield Finding.about(route.view or route.callback, route.path, "is taken already")
        seen |= {route.path} if pattern == route.path else {route.path, pattern}
