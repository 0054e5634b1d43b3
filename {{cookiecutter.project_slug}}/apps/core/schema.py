"""How this project's resources describe themselves."""

from typing import Any, Final

from drf_spectacular.utils import OpenApiParameter
from drf_standardized_errors.openapi import AutoSchema as StandardSchema

SHOWING: Final = frozenset({"list", "retrieve", "create", "update", "partial_update"})
SELECTION: Final = [
    OpenApiParameter(
        "fields", str, description="Show these fields alone: `title,author.name` (dots go inside)."
    ),
    OpenApiParameter("exclude", str, description="Leave these fields out: `body,author.email`."),
]


class AutoSchema(StandardSchema):
    """Knows that what is written and what is shown have serializers of their own."""

    view: Any

    def get_response_serializers(self) -> Any:
        view = self.view
        if hasattr(view, "get_read_serializer_class") and view.action in SHOWING:
            return view.get_read_serializer_class()(context=view.get_serializer_context())
        return super().get_response_serializers()

    def get_override_parameters(self) -> list[Any]:
        if hasattr(self.view, "get_read_serializer_class") and self.view.action in SHOWING:
            return [*super().get_override_parameters(), *SELECTION]
        return super().get_override_parameters()

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
