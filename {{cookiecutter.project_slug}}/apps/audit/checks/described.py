"""What the API's document says of each operation."""

import re
from collections.abc import Iterator
from typing import Any, Final

from apps.audit.checks import Finding, Project, check

PAGE: Final = "docs/api.md"
BODILESS: Final = frozenset({"202", "204", "205"})
METHODS: Final = frozenset({"get", "post", "put", "patch", "delete"})


def operations(project: Project) -> Iterator[tuple[str, dict[str, Any]]]:
    """With a name such as `GET /api/v1/users/`."""
    for path, methods in project.schema["paths"].items():
        for method in METHODS & set(methods):
            yield f"{method.upper()} {path}", methods[method]


def at(project: Project, operation: str, problem: str, subject: str = "") -> Finding:
    """With the place of the view that answers it."""
    path = operation.partition(" ")[2]
    for route in project.routes:
        if nameless(route.path) == nameless(path):
            return Finding.about(route.view or route.callback, subject or operation, problem)
    return Finding(subject or operation, problem)


def nameless(path: str) -> str:
    """Serializers and routers name the same part of an address differently."""
    return re.sub(r"\{\w+\}", "{}", path)


@check(
    "V020",
    "Every operation of the API says in a line what it does",
    guide="API Documentation: API endpoints documented with drf-spectacular; custom actions documented",
    hint="Give it `extend_schema(summary=…)`.",
    page=PAGE,
)
def summaries(project: Project) -> Iterator[Finding]:
    for operation, described in operations(project):
        if not described.get("summary"):
            yield at(project, operation, "has no summary")


@check(
    "V021",
    "Every operation says what it answers, and how it fails",
    guide="Response Standards: consistent error response format; proper HTTP status codes returned",
    hint="Name a `serializer_class`, or the responses in `extend_schema`.",
    page=PAGE,
)
def responses(project: Project) -> Iterator[Finding]:
    for operation, described in operations(project):
        codes = described.get("responses", {})
        good = {code: answer for code, answer in codes.items() if code.startswith("2")}
        empty = [code for code, answer in good.items() if not answer.get("content")]
        if not good or not BODILESS.issuperset(empty):
            yield at(project, operation, "describes no answer")
        if not any(code.startswith("4") for code in codes):
            yield at(project, operation, "describes no error")


@check(
    "V022",
    "Operations have names of their own",
    guide="API Documentation: complete API documentation available",
    hint="Give it `extend_schema(operation_id=…)`: programs that are made from the document call it so.",
    page=PAGE,
)
def ids(project: Project) -> Iterator[Finding]:
    """A number at the end tells apart what would have the same name."""
    names = {described["operationId"] for _, described in operations(project)}
    for operation, described in operations(project):
        name, _, number = described["operationId"].rpartition("_")
        if number.isdigit() and name in names:
            yield at(project, operation, f"is called '{described['operationId']}'")


@check(
    "V023",
    "Ids in addresses have a type",
    guide="API Documentation: API endpoints documented with drf-spectacular",
    hint="Use a converter such as `<uuid:id>`, or `lookup_value_converter` of the view set.",
    page=PAGE,
)
def parameters(project: Project) -> Iterator[Finding]:
    for operation, described in operations(project):
        for each in described.get("parameters", ()):
            schema, name = each.get("schema", {}), each["name"]
            is_id = each["in"] == "path" and (name in {"id", "pk"} or name.endswith("_id"))
            if (
                is_id
                and schema.get("type") == "string"
                and not {"format", "pattern"} & schema.keys()
            ):
                yield at(project, operation, "is any string", f"{operation} {name}")
