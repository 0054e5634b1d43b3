"""Who may do what. Scope the query set as well: a permission on objects alone lets lists leak."""

from typing import Any, Final

from django.db.models import Model, QuerySet
from rest_framework import permissions
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.views import APIView

DEFAULT_OWNER_FIELD: Final = "owner"


class IsOwner(permissions.IsAuthenticated):
    """The object belongs to the caller, by the view's ``owner_field`` (dotted paths allowed)."""

    def has_object_permission(self, request: Request, view: APIView, obj: Any) -> bool:
        return is_owner(obj, owner_field(view), request.user)


class IsOwnerOrReadOnly(permissions.IsAuthenticatedOrReadOnly):
    """Everybody reads; the owner alone writes."""

    def has_object_permission(self, request: Request, view: APIView, obj: Any) -> bool:
        if request.method in permissions.SAFE_METHODS:
            return True
        return is_owner(obj, owner_field(view), request.user)


class IsSelf(permissions.IsAuthenticated):
    """The object is the caller."""

    def has_object_permission(self, request: Request, view: APIView, obj: Any) -> bool:
        return bool(obj == request.user)


class IsStaff(permissions.IsAdminUser):
    """The caller may enter the admin."""


class ModelPermissions(permissions.DjangoModelPermissions):
    """Django's model permissions, with the one to view asked for reading too."""

    perms_map = {
        **permissions.DjangoModelPermissions.perms_map,
        "GET": ["%(app_label)s.view_%(model_name)s"],
        "HEAD": ["%(app_label)s.view_%(model_name)s"],
        "OPTIONS": ["%(app_label)s.view_%(model_name)s"],
    }


class OwnedQuerysetMixin(GenericAPIView):
    """Shows the caller's own rows alone: another's object is 404, as if it did not exist.

    ``owner_field`` is a path of dots. Staff see everything when ``staff_see_all`` is set.
    """

    owner_field = DEFAULT_OWNER_FIELD
    staff_see_all = False

    def get_queryset(self) -> QuerySet[Any]:
        queryset = super().get_queryset()
        user = self.request.user
        if not user.is_authenticated:
            return queryset.none()
        if self.staff_see_all and user.is_staff:
            return queryset
        return queryset.filter(**{self.owner_field.replace(".", "__"): user})

    def whose(self) -> dict[str, Any]:
        """For services, which take the caller as `by`."""
        return {"by": self.request.user}


def owner_field(view: APIView) -> str:
    name: str = getattr(view, "owner_field", DEFAULT_OWNER_FIELD)
    return name


def is_owner(obj: Model, path: str, user: Any) -> bool:
    """Compared by the column, so that the owner's row need not be read."""
    *way, last = path.split(".")
    holder: Any = obj
    for name in way:
        holder = getattr(holder, name)
    key = f"{last}_id"
    if hasattr(holder, key):
        return user.pk is not None and getattr(holder, key) == user.pk
    return bool(getattr(holder, last) == user)
