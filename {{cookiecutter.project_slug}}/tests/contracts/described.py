"""What the API's own description says of each operation."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from drf_spectacular.generators import SchemaGenerator

from tests.contracts.table import short


@dataclass(frozen=True)
class Operation:
    method: str
    path: str
    statuses: frozenset[int]
    takes: frozenset[str]  # media types of its body
    is_list: bool
    parameters: frozenset[str]  # of its query

    @property
    def key(self) -> str:
        return f"{self.method} {self.path}"


@cache
def operations(urlconf: str | None = None) -> dict[str, Operation]:
    """By "METHOD path"."""
    described = SchemaGenerator(urlconf=urlconf).get_schema(request=None, public=True)
    schemas = described["components"]["schemas"]
    found = (
        _operation(method.upper(), short(path), operation, schemas)
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    )
    return {operation.key: operation for operation in found}


def _operation(method: str, path: str, shown: dict[str, Any], schemas: Any) -> Operation:
    answer = shown["responses"].get("200", {}).get("content", {}).get("application/json", {})
    schema = answer.get("schema", {})
    schema = schemas.get(schema.get("$ref", "").rpartition("/")[2], schema)
    many = schema.get("type") == "array" or "results" in schema.get("properties", {})
    return Operation(
        method,
        path,
        statuses=frozenset(map(int, shown["responses"])),
        takes=frozenset(shown.get("requestBody", {}).get("content", {})),
        is_list=method == "GET" and many,
        parameters=frozenset(
            parameter["name"]
            for parameter in shown.get("parameters", ())
            if parameter["in"] == "query"
        ),
    )
