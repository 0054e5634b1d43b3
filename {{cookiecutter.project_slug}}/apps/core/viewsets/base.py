"""Reading and writing over HTTP: permissions, pages, conditions. Decisions belong to services."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import Http404
from rest_framework import status
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer
from rest_framework.views import APIView

from apps.core import readplan, selection
from apps.core.conditional import ConditionalMixin, matches, tag_of
from apps.core.errors.exceptions import PreconditionFailed
from apps.core.viewsets.declarations import WRITES, Declarations
from apps.core.viewsets.repeating import RepeatedAnswers
from apps.core.viewsets.versions import VersionedList


class BaseReadOnlyViewSet(RepeatedAnswers, ConditionalMixin, VersionedList, Declarations):
    """``list`` goes through the read plan; both actions answer conditional requests."""

    selection = selection.EVERYTHING

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if self.action in {"list", "retrieve", *WRITES}:
            # Before anything is done: a wrong name must not leave a write behind its 400.
            self.selection = selection.parse(request)
            if self.selection:
                selection.check(self.selection, self.get_read_serializer_class()())

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "selection": self.selection}

    def read_list(self, request: Request) -> Response:
        queryset = self.filter_queryset(self.get_queryset())
        paginator: Any = self.paginator
        rows = paginator.read_page(queryset, request, self.read)
        response: Response = paginator.get_paginated_response(rows)
        return response

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.unless_known(request, self.object_tags(), lambda _: Response(self.read_one()))

    def read_one(self) -> Any:
        """What the address names, by the plan where nothing asks for the instance."""
        plan = readplan.plan_for(self.get_read_serializer_class(), self.selection)
        if plan is None or self.asks_for_instances:
            return self.show(self.get_object())
        name = self.kwargs[self.lookup_url_kwarg or self.lookup_field]
        if "\x00" in str(name):
            raise Http404
        queryset = self.filter_queryset(self.get_queryset()).order_by()
        try:
            if plan.covers(queryset):
                context = self.get_serializer_context()
                rows = plan.rows_where(queryset, context, self.lookup_field, name)
            else:
                rows, _ = self.read(queryset.filter(**{self.lookup_field: name}))
        except (TypeError, ValueError, ValidationError):
            raise Http404 from None  # such a name it cannot have
        if not rows:
            raise Http404
        return rows[0]

    @property
    def asks_for_instances(self) -> bool:
        """Whether a permission looks at objects, or the view has its own way of finding them."""
        return (
            type(self).get_object is not BaseReadOnlyViewSet.get_object
            or type(self).check_object_permissions is not APIView.check_object_permissions
            or any(
                type(permission).has_object_permission is not BasePermission.has_object_permission
                for permission in self.get_permissions()
            )
        )

    def get_object(self) -> Any:
        if any("\x00" in str(value) for value in self.kwargs.values()):
            raise Http404
        return super().get_object()

    def read(self, queryset: QuerySet[Any], columns: Sequence[str] = ()) -> readplan.Read:
        """The paginator's reader."""
        serializer_class = self.get_read_serializer_class()
        context = self.get_serializer_context()
        plan = readplan.plan_for(serializer_class, self.selection)
        if plan is not None and plan.covers(queryset):
            return plan.read(queryset, context, columns)
        if not queryset.query.combinator:
            queryset = self.joined(queryset, self.action)
        return readplan.read_instances(serializer_class, queryset, context, columns)

    def show(self, instance: Model) -> Any:
        return self.get_read_serializer_class()(
            instance, context=self.get_serializer_context()
        ).data


class BaseModelViewSet(BaseReadOnlyViewSet):
    """Writes are accepted by the write serializer and shown by the read serializer.

    ``perform_create`` and ``perform_update`` are where a service is called; it leaves what it
    made in ``serializer.instance``. ``If-Match`` is honoured under a row lock: of two writers who
    read the same state the second gets 412.
    """

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        self.perform_create(serializer)
        self.written()
        return Response(self.show_stored(serializer.instance), status=status.HTTP_201_CREATED)

    def update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        partial = kwargs.pop("partial", False)
        with self.object_to_write() as instance:
            serializer = self.get_serializer(instance, data=request.data, partial=partial)
            serializer.is_valid(raise_exception=True)
            self.perform_update(serializer)
            self.written()
        return Response(self.show_stored(serializer.instance))

    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.update(request, *args, partial=True, **kwargs)

    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        with self.object_to_write() as instance:
            self.perform_destroy(instance)
            self.written()
        return Response(status=status.HTTP_204_NO_CONTENT)

    def perform_create(self, serializer: BaseSerializer) -> None:
        serializer.save()

    def perform_update(self, serializer: BaseSerializer) -> None:
        serializer.save()

    def perform_destroy(self, instance: Any) -> None:
        instance.delete()

    def show_stored(self, instance: Any) -> Any:
        """As a read right now would show it, with the joins of one."""
        queryset = self.joined(self.get_queryset(), "retrieve").filter(pk=instance.pk)
        rows, _ = self.read(queryset)
        return rows[0] if rows else self.show(instance)

    @contextmanager
    def object_to_write(self) -> Iterator[Any]:
        instance = self.get_object()
        known = self.request.headers.get("If-Match")
        if known is None:
            yield instance
            return
        with transaction.atomic():
            rows = type(instance)._base_manager.select_for_update()
            rows.filter(pk=instance.pk).values_list("pk").first()
            instance = self.get_object()
            if not matches(known, self.tag_of_instance(instance)):
                raise PreconditionFailed
            yield instance

    def tag_of_instance(self, instance: Any) -> str:
        renderer = self.request.accepted_renderer
        media_type = self.request.accepted_media_type
        data = self.show_stored(instance)
        body: Any = renderer.render(data, media_type, self.get_renderer_context())
        return tag_of(body)
