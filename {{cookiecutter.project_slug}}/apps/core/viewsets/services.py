from typing import Any, ClassVar, cast

from django.db.models import Model
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from apps.core.viewsets.base import BaseModelViewSet


class LeftToTheService(BaseModelViewSet):
    """Writes of a resource whose service finds, locks and checks the row by itself.

    Nothing is read before it is called, and what it returns is shown without being read again:
    it comes with all that the read serializer shows. `perform_update` gets a serializer without
    an instance, and `perform_destroy` None; both take the id from the address. Writers who send
    `If-Match` pay for the comparison.
    """

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        self.perform_create(serializer)
        self.written()
        return Response(self.show(cast("Model", serializer.instance)), status.HTTP_201_CREATED)

    def update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        if "If-Match" in request.headers:
            return super().update(request, *args, **kwargs)
        serializer = self.get_serializer(data=request.data, partial=kwargs.get("partial", False))
        serializer.is_valid(raise_exception=True)
        self.perform_update(serializer)
        self.written()
        return Response(self.show(cast("Model", serializer.instance)))

    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        if "If-Match" in request.headers:
            return super().destroy(request, *args, **kwargs)
        self.perform_destroy(None)
        self.written()
        return Response(status=status.HTTP_204_NO_CONTENT)


class ServiceViewSet(LeftToTheService):
    """Hands its writes to `create`, `update` and `delete` of a service.

    They are called with what `whose` says, with the values, and with the id from the address as
    `id_argument`.
    """

    service: ClassVar[type[Any]]
    id_argument: ClassVar[str]

    def whose(self) -> dict[str, Any]:
        """Who writes, and into what: scopes such as `OrganizationScoped` say it, the whole site nothing."""
        return {}

    def perform_create(self, serializer: BaseSerializer) -> None:
        serializer.instance = self.service().create(**self.whose(), **serializer.validated_data)

    def perform_update(self, serializer: BaseSerializer) -> None:
        serializer.instance = self.service().update(
            **self.whose(), **self._id(), **serializer.validated_data
        )

    def perform_destroy(self, instance: Model | None) -> None:
        self.service().delete(**self.whose(), **self._id())

    def _id(self) -> dict[str, Any]:
        return {self.id_argument: self.kwargs["pk"]}
