"""Who gets in, and how often."""

from collections.abc import Iterator
from typing import Any, Final

from django.apps import apps
from django.conf import settings
from django.db.models import Model
from rest_framework import permissions
from rest_framework.permissions import AllowAny, BasePermission
from rest_framework.settings import api_settings

from apps.audit.checks import Finding, Project, check
from apps.audit.routes import UNSAFE, Route

GUIDE: Final = "Authentication & Permissions"
DETAIL: Final = frozenset({"retrieve", "update", "partial_update", "destroy"})


def name(view: type) -> str:
    return f"{view.__module__}.{view.__qualname__}"


def is_open(route: Route, method: str) -> bool:
    """Whether nothing asks who is calling."""
    asked = route.permissions(method)
    return all(type(each) is AllowAny for each in asked)


@check(
    "V001",
    "Every view says who may call it",
    guide=f"{GUIDE}, Access Control: permission classes assigned to all views",
    hint="Set `permission_classes`: what a default lets through, nobody has decided.",
    page="docs/permissions.md",
)
def explicit(project: Project) -> Iterator[Finding]:
    for view in project.views:
        declares = any(
            {"permission_classes", "get_permissions"} & vars(each).keys()
            for each in view.__mro__
            if not each.__module__.startswith("rest_framework.")
        )
        if not declares:
            yield Finding.about(view, name(view), "leaves it to the default")


@check(
    "V002",
    "Rows that belong to somebody are not everybody's",
    guide=f"{GUIDE}, Access Control: object-level permissions implemented where needed",
    hint="Scope the query set (OwnedQuerysetMixin, or a `get_queryset` of your own), or ask of the object.",
    page="docs/permissions.md",
)
def objects(project: Project) -> Iterator[Finding]:
    for view, routes in project.views.items():
        model = getattr(getattr(view, "queryset", None), "model", None)
        if model is None or not owners(model) or is_scoped(view):
            continue
        for route in routes:
            for method, action in route.actions.items():
                if action in DETAIL | {"list"} and not any(
                    map(asks_more, route.permissions(method))
                ):
                    problem = f"shows anybody's {model._meta.label} at {method.upper()} {route}"
                    yield Finding.about(view, f"{name(view)}.{action}", problem)


def owners(model: type[Model]) -> list[str]:
    """Columns that refer to a user."""
    user = apps.get_model(settings.AUTH_USER_MODEL)
    return [field.name for field in model._meta.fields if field.related_model is user]


def is_scoped(view: type) -> bool:
    """Some class of the view's narrows its rows; the core's viewsets only join them."""
    return any(
        "get_queryset" in vars(each)
        for each in view.__mro__
        if not each.__module__.startswith(("rest_framework.", "apps.core.viewsets."))
    )


def asks_more(permission: Any) -> bool:
    """Of staff, of a permission of the model's, or of the object."""
    kind = type(permission)
    if issubclass(kind, (permissions.IsAdminUser, permissions.DjangoModelPermissions)):
        return True
    return kind.has_object_permission is not BasePermission.has_object_permission


@check(
    "V003",
    "What anybody may write has a limit of its own",
    guide=f"{GUIDE}, Access Control: rate limiting configured for public endpoints",
    hint="Add ScopedThrottle, and a `throttle_scope` with a rate in `config/settings/parts/api.py`.",
    page="docs/api.md",
)
def anonymous_writes(project: Project) -> Iterator[Finding]:
    usual = set(api_settings.DEFAULT_THROTTLE_CLASSES)
    for view, routes in project.views.items():
        for route in routes:
            for method in sorted(route.methods & UNSAFE):
                own = {type(each) for each in route.instance(method).get_throttles()} - usual
                if is_open(route, method) and not own:
                    problem = f"can be called by anybody at {method.upper()} {route}"
                    yield Finding.about(view, name(view), problem)


@check(
    "V004",
    "Every limit that a view names has a rate",
    guide=f"{GUIDE}, Access Control: rate limiting configured for public endpoints",
    hint="Give it a rate in DEFAULT_THROTTLE_RATES: a scope without one is no limit.",
    page="docs/api.md",
)
def rates(project: Project) -> Iterator[Finding]:
    known = api_settings.DEFAULT_THROTTLE_RATES
    for view in project.views:
        scope = getattr(view, "throttle_scope", None)
        if scope and not known.get(scope):
            yield Finding.about(view, name(view), f"names the limit '{scope}', which has no rate")


@check(
    "V005",
    "No view of the project's own goes without CSRF protection",
    guide=f"{GUIDE}, Security: input validation against injection attacks",
    hint="Take `csrf_exempt` away, or make it a view of the API, which knows its callers by a token.",
    page="docs/api.md",
)
def csrf(project: Project) -> Iterator[Finding]:
    for route in project.routes:
        if getattr(route.callback, "csrf_exempt", False) and not route.is_api:
            thing = route.view or route.callback
            yield Finding.about(thing, f"{thing.__module__}.{thing.__name__}", "is `csrf_exempt`")
