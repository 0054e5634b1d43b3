"""How this project's resources describe themselves."""

import re
from typing import Any, Final

from drf_spectacular.utils import OpenApiParameter
from drf_standardized_errors.openapi import AutoSchema as StandardSchema
from rest_framework.pagination import CursorPagination

SHOWING: Final = frozenset({"list", "retrieve", "create", "update", "partial_update"})
SELECTION: Final = [
    OpenApiParameter(
        "fields", str, description="Show these fields alone: `title,author.name` (dots go inside)."
    ),
    OpenApiParameter("exclude", str, description="Leave these fields out: `body,author.email`."),
]


ITEM: Final = "INDEX"
UNSAFE: Final = frozenset({"POST", "PUT", "PATCH", "DELETE"})
REPEATABLE: Final = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
    OpenApiParameter.HEADER,
    description="A key of yours, new for each request: sent again, it is carried out only once.",
)


ANY_TAG: Final = {"type": "string", "minLength": 1}
KNOWN: Final = OpenApiParameter(
    "If-None-Match", ANY_TAG, OpenApiParameter.HEADER, description="The `ETag` of what you have."
)
EXPECTED: Final = OpenApiParameter(
    "If-Match",
    ANY_TAG,
    OpenApiParameter.HEADER,
    description="The `ETag` of what you change: 412 if somebody else has changed it meanwhile.",
)
CHANGING: Final = frozenset({"update", "partial_update", "destroy"})


class AutoSchema(StandardSchema):
    """Knows that what is written and what is shown have serializers of their own."""

    view: Any

    def get_response_serializers(self) -> Any:
        view = self.view
        if hasattr(view, "get_read_serializer_class") and view.action in SHOWING:
            return view.get_read_serializer_class()(context=view.get_serializer_context())
        return super().get_response_serializers()

    def get_override_parameters(self) -> list[Any]:
        parameters = super().get_override_parameters()
        if hasattr(self.view, "get_read_serializer_class") and self.view.action in SHOWING:
            parameters = [*parameters, *SELECTION]
        if self._is_tagged():
            parameters = [*parameters, KNOWN]
        if self._is_guarded():
            parameters = [*parameters, EXPECTED]
        return [*parameters, REPEATABLE] if self._is_repeatable() else parameters

    def _get_extra_validation_errors(self) -> dict[str, set[str]]:
        """Also what is wrong with the parameters of every resource."""
        view, errors = self.view, super()._get_extra_validation_errors()
        if hasattr(view, "get_read_serializer_class") and view.action in SHOWING:
            errors |= {parameter.name: {"invalid"} for parameter in SELECTION}
        paginator = getattr(view, "pagination_class", None) or object
        if getattr(view, "action", None) == "list" and issubclass(paginator, CursorPagination):
            errors |= {"ordering": {"invalid"}}
        return errors

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        responses: dict[str, Any] = super()._get_response_bodies(direction)
        if direction == "response" and self._is_tagged():
            responses["304"] = {"description": "You have it already."}
        return responses

    def _should_add_error_response(self, responses: dict[str, Any], status_code: str) -> bool:
        if status_code == "409":
            return self._is_repeatable() and "409" not in responses
        if status_code == "412":
            return self._is_guarded()
        if status_code == "415" and not self._takes_a_body():
            return False
        return super()._should_add_error_response(responses, status_code)

    def _takes_a_body(self) -> bool:
        return self.method in UNSAFE - {"DELETE"} and self.get_request_serializer() is not None

    def _is_tagged(self) -> bool:
        """Whether a read answers with an ETag."""
        return self.method == "GET" and hasattr(self.view, "tagged")

    def _is_guarded(self) -> bool:
        """Whether a write looks at If-Match."""
        return hasattr(self.view, "object_to_write") and self.view.action in CHANGING

    def _is_repeatable(self) -> bool:
        """Whether an Idempotency-Key is looked at: where a user writes."""
        is_known = any(self.get_auth())
        return self.method in UNSAFE and is_known and getattr(self.view, "idempotent", False)

    def _should_add_http403_error_response(self) -> bool:
        """Also where a browser's cookie may come without its CSRF token."""
        return (
            self.method in UNSAFE and any(self.get_auth())
        ) or super()._should_add_http403_error_response()

    def get_paginated_name(self, serializer_name: str) -> str:
        """One name for each kind of page, for the same objects may have pages of several kinds."""
        style = getattr(self.view.pagination_class, "schema_name", "Paginated")
        return f"{style}{serializer_name}List"


def add_request_id(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Every error answer carries the id that the logs know the request by."""
    for schema in result.get("components", {}).get("schemas", {}).values():
        if schema.get("properties", {}).keys() == {"type", "errors"}:
            schema["properties"]["request_id"] = {"type": "string", "nullable": True}
            schema["required"].append("request_id")
    return result


def number_items(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """An error in a list names its place, `tags.0`, where the errors' package writes `tags.INDEX`.

    What tells such errors apart is no fixed word then, so no discriminator can.
    """
    for schema in result.get("components", {}).get("schemas", {}).values():
        attr = schema.get("properties", {}).get("attr", {})
        if any(ITEM in value for value in attr.get("enum", ())):
            (named,) = attr.pop("enum")
            attr["pattern"] = "^" + re.escape(named).replace(ITEM, r"\d+") + "$"
            attr.pop("description", None)
        told = schema.get("discriminator", {}).get("mapping", {})
        if any(ITEM in value for value in told):
            del schema["discriminator"]
    return result
