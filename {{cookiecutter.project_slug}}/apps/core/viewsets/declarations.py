"""What a view set declares for each action, and how an action finds its own."""

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Prefetch, QuerySet
from rest_framework.serializers import BaseSerializer
from rest_framework.viewsets import GenericViewSet

from apps.core import readplan

Serializer = type[BaseSerializer]

WRITES: Final = {
    "create": ("create", "write"),
    "update": ("update", "write"),
    "partial_update": ("partial_update", "update", "write"),
}
GROUPS: Final = frozenset({"default", "read", "write"})


class Declarations(GenericViewSet):
    """Dictionaries by action. ``default`` stands for every action that is not named."""

    select_related: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    prefetch_related: ClassVar[Mapping[str, tuple[Any, ...]]] = {}
    # Also "read" and "write", for all actions of that kind.
    serializer_classes: ClassVar[Mapping[str, Serializer]] = {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.pagination_class is None:
            raise ImproperlyConfigured(f"{cls.__name__} has no pagination: a list needs an end.")
        for attribute in ("select_related", "prefetch_related", "serializer_classes"):
            for key in getattr(cls, attribute):
                if key not in GROUPS and not hasattr(cls, key):
                    raise ImproperlyConfigured(
                        f"{cls.__name__}.{attribute} names '{key}', which is no action of it."
                    )

    def get_queryset(self) -> QuerySet[Any]:
        queryset = super().get_queryset()
        if self.action != "list":
            return self.joined(queryset, self.action)
        # A plan joins by itself; only a query set that is not the relation's own concerns it.
        own = [lookup for lookup in self._more("list") if isinstance(lookup, Prefetch)]
        return queryset.prefetch_related(*own) if own else queryset

    def joined(self, queryset: QuerySet[Any], action: str) -> QuerySet[Any]:
        """With the relations that an action needs."""
        if joins := self.select_related.get(action, self.select_related.get("default", ())):
            queryset = queryset.select_related(*joins)
        known = readplan.own_querysets(queryset)
        if more := [
            lookup
            for lookup in self._more(action)
            if getattr(lookup, "prefetch_to", None) not in known
        ]:
            queryset = queryset.prefetch_related(*more)
        return queryset

    def _more(self, action: str) -> tuple[Any, ...]:
        return self.prefetch_related.get(action, self.prefetch_related.get("default", ()))

    def get_serializer_class(self) -> Serializer:
        action = self.action or ""
        return self._declared(*WRITES.get(action, (action, "read")))

    def get_read_serializer_class(self) -> Serializer:
        """Shows an object, whatever was done to it."""
        if self.action == "list":
            return self._declared("list", "read")
        return self._declared("retrieve", "read")

    def _declared(self, *keys: str) -> Serializer:
        for key in (*keys, "default"):
            if found := self.serializer_classes.get(key):
                return found
        if self.serializer_class is None:
            raise ImproperlyConfigured(f"{type(self).__name__} declares no serializer for {keys}.")
        return self.serializer_class
