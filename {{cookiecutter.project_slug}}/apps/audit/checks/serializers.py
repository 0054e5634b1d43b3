import ast
from collections.abc import Iterator
from typing import Any, Final

from rest_framework import serializers
from rest_framework.serializers import BaseSerializer, ModelSerializer

from apps.audit.checks import Finding, Project, check
from apps.audit.code import queries_in
from apps.audit.routes import UNSAFE
from apps.audit.words import is_secret
from apps.core.serializers import BaseModelSerializer

PAGE: Final = "docs/api.md"
PRIVILEGES: Final = frozenset({"is_staff", "is_superuser", "groups", "user_permissions"})


def name(serializer: type) -> str:
    return f"{serializer.__module__}.{serializer.__qualname__}"


def model_serializers(project: Project) -> Iterator[tuple[type[ModelSerializer], Any]]:
    for each in project.serializers:
        if issubclass(each, ModelSerializer) and getattr(each, "Meta", None) is not None:
            yield each, each.Meta


def fields(serializer: type[BaseSerializer]) -> dict[str, Any]:
    """Empty for one that cannot be made without arguments, or has none."""
    try:
        return dict(getattr(serializer(), "fields", {}))
    except (AssertionError, AttributeError, TypeError):
        return {}


@check(
    "S001",
    "No serializer shows whatever its model has",
    guide="Serializer Structure: field selection optimized (`fields`, `exclude` used strategically)",
    hint="Name the fields: a column that is added tomorrow is not shown by accident.",
    page=PAGE,
)
def all_fields(project: Project) -> Iterator[Finding]:
    for serializer, meta in model_serializers(project):
        if getattr(meta, "fields", None) == serializers.ALL_FIELDS:
            yield Finding.about(serializer, name(serializer), 'has `fields = "__all__"`')


@check(
    "S002",
    "No serializer nests by `depth`",
    guide="Serializers, Performance: serializer depth limited to prevent N+1 queries",
    hint="Declare the nested serializers, and the relations in the view set.",
    page=PAGE,
)
def depth(project: Project) -> Iterator[Finding]:
    for serializer, meta in model_serializers(project):
        if getattr(meta, "depth", None):
            yield Finding.about(serializer, name(serializer), f"has `depth = {meta.depth}`")


@check(
    "S003",
    "No serializer shows a password, a secret or a digest of a row",
    guide="Serializers, Validation & Security: sensitive fields excluded from responses",
    hint="Make the field `write_only`, or leave it out.",
    page=PAGE,
)
def secrets(project: Project) -> Iterator[Finding]:
    for serializer in project.serializers:
        of_model = issubclass(serializer, ModelSerializer)
        for key, field in fields(serializer).items():
            if field.write_only or not isinstance(field, serializers.CharField):
                continue
            if "password" in key.lower() or (of_model and is_secret(str(field.source))):
                subject = f"{name(serializer)}.{key}"
                yield Finding.about(serializer, subject, "can be read by clients")


@check(
    "S004",
    "No client gives itself privileges",
    guide="Authentication & Permissions, Security: input validation against injection attacks",
    hint="Make the field `read_only`: roles are given by a service, after it asked who may.",
    page="docs/permissions.md",
)
def privileges(project: Project) -> Iterator[Finding]:
    for serializer in project.serializers:
        for key, field in fields(serializer).items():
            if field.source in PRIVILEGES and not field.read_only:
                yield Finding.about(serializer, f"{name(serializer)}.{key}", "can be written")


@check(
    "S005",
    "No field of a serializer queries for each row",
    guide="Serializers, Performance: SerializerMethodField usage minimized; expensive computations moved to services",
    hint="Annotate the query set, prefetch the relation, or compute it in a service.",
    page="docs/decisions/0003-read-plan.md",
)
def method_fields(project: Project) -> Iterator[Finding]:
    for serializer in project.serializers:
        for key, field in getattr(serializer, "_declared_fields", {}).items():
            if not isinstance(field, serializers.SerializerMethodField):
                continue
            method = getattr(serializer, field.method_name or f"get_{key}", None)
            for call in queries_in(method):
                subject = f"{name(serializer)}.{key}"
                yield Finding.about(method, subject, f"calls `{ast.unparse(call)}` for each row")


@check(
    "S006",
    "Model serializers let clients choose their fields",
    guide="Serializers, Performance: dynamic field exclusion implemented where beneficial",
    hint="Derive from BaseModelSerializer of `apps.core.serializers`.",
    page=PAGE,
)
def selectable(project: Project) -> Iterator[Finding]:
    for serializer, _ in model_serializers(project):
        if not issubclass(serializer, BaseModelSerializer):
            yield Finding.about(serializer, name(serializer), "is no BaseModelSerializer")


@check(
    "S007",
    "Text and lists that clients send have an end",
    guide="Serializers, Validation & Security: all user inputs validated at serializer level",
    hint="Give the field a `max_length`.",
    page=PAGE,
)
def bounds(project: Project) -> Iterator[Finding]:
    for serializer in written(project):
        for key, field in fields(serializer).items():
            endless = isinstance(field, (serializers.CharField, serializers.ListField))
            if endless and not field.read_only and field.max_length is None:
                subject = f"{name(serializer)}.{key}"
                yield Finding.about(serializer, subject, "takes as much as is sent")


def written(project: Project) -> Iterator[type[BaseSerializer]]:
    """What views accept."""
    found = {
        serializer
        for routes in project.views.values()
        for route in routes
        for method in route.methods & UNSAFE
        if (serializer := route.serializer(method)) is not None
    }
    yield from sorted(found, key=name)
