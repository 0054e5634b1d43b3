"""Single requests, for logging in and for comparing answers; the load comes from elsewhere."""

import json
from collections.abc import Mapping
from http.client import HTTPConnection
from typing import Any, NamedTuple

HOST = "bench.internal"
FRONT_END = "https://bench.dev"


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


def common_headers() -> dict[str, str]:
    """What the proxy in front would send to every stack alike."""
    return {"Host": HOST, "X-Forwarded-Proto": "https", "Accept": "application/json"}


def get(port: int, path: str, headers: Mapping[str, str] | None = None) -> Answer:
    return request("GET", port, path, headers=headers)


def post(port: int, path: str, data: Any) -> Answer:
    return request(
        "POST", port, path, headers={"Content-Type": "application/json"}, body=json.dumps(data)
    )


def request(
    method: str,
    port: int,
    path: str,
    *,
    headers: Mapping[str, str] | None = None,
    body: str | None = None,
) -> Answer:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request(method, path, body, common_headers() | dict(headers or {}))
        response = connection.getresponse()
        found = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, found, response.read())
    finally:
        connection.close()
