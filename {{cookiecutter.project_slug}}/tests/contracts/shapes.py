"""The one shape of everything that goes wrong, and the statuses that a client was told of."""

from typing import Any, Final

from tests.contracts.described import Operation

KINDS: Final = {"validation_error", "client_error", "server_error"}
# What no operation is described for: a method that there is none of.
UNDESCRIBED: Final = frozenset({405})


def misshapen(response: Any) -> list[str]:
    """What a client that knows the shape of errors would trip over."""
    if response.status_code < 400:
        return []
    if response.headers.get("Content-Type") != "application/json":
        return [f"it is {response.headers.get('Content-Type')}, not JSON"]
    body = response.json()
    found = []
    if body.keys() != {"type", "errors", "request_id"}:
        return [f"its members are {sorted(body)}"]
    if body["type"] not in KINDS or (body["type"] == "server_error") != (
        response.status_code >= 500
    ):
        found.append(f"its type is '{body['type']}'")
    if not body["errors"]:
        found.append("it names no error")
    found += [f"an error of it is {error}" for error in body["errors"] if not is_whole(error)]
    if not body["request_id"] or body["request_id"] != response.headers.get("X-Request-ID"):
        found.append(f"its request_id is {body['request_id']}, and X-Request-ID another")
    return found


def is_whole(error: dict[str, Any]) -> bool:
    return error.keys() == {"code", "detail", "attr"} and bool(error["code"] and error["detail"])


def undocumented(operation: Operation, response: Any) -> list[str]:
    if response.status_code in operation.statuses | UNDESCRIBED:
        return []
    return [f"{operation.key}: {response.status_code} is not among {sorted(operation.statuses)}"]
