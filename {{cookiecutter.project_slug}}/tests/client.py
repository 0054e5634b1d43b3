"""The one client of the API's tests."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from rest_framework.test import APIClient

from apps.accounts.models import User
from services.accounts.sessions import SessionService

Committing = Callable[[], AbstractContextManager[Any]]


class Api:
    """Calls the API over its URLs, asserts the status, and returns the decoded body.

    A request runs as if in a transaction of its own: what waits for the commit is done after it.
    """

    def __init__(self, committing: Committing) -> None:
        self.client = APIClient()
        self.committing = committing
        self.response: Any  # the test client adds what no type knows of

    def log_in(self, user: User) -> "Api":
        """Send a fresh access token of `user` from now on."""
        return self.bearer(SessionService().open(user=user).access)

    def bearer(self, access: str) -> "Api":
        self.client.credentials(HTTP_AUTHORIZATION=f"Bearer {access}")
        return self

    def anonymous(self) -> "Api":
        self.client.credentials()
        return self

    def get(self, path: str, data: Any = None, *, expect: int = 200, **extra: Any) -> Any:
        return self.call("get", path, data, expect=expect, **extra)

    def post(self, path: str, data: Any = None, *, expect: int = 201, **extra: Any) -> Any:
        return self.call("post", path, data, expect=expect, **extra)

    def put(self, path: str, data: Any = None, *, expect: int = 200, **extra: Any) -> Any:
        return self.call("put", path, data, expect=expect, **extra)

    def patch(self, path: str, data: Any = None, *, expect: int = 200, **extra: Any) -> Any:
        return self.call("patch", path, data, expect=expect, **extra)

    def delete(self, path: str, data: Any = None, *, expect: int = 204, **extra: Any) -> Any:
        return self.call("delete", path, data, expect=expect, **extra)

    def call(self, method: str, path: str, data: Any = None, *, expect: int, **extra: Any) -> Any:
        with self.committing():
            self.response = getattr(self.client, method)(path, data, **extra)
        status, body = self.response.status_code, self.response.content
        assert status == expect, f"{method.upper()} {path}: {status}, not {expect}: {body!r}"
        return self.response.json() if body else None

    def codes(self) -> list[tuple[str | None, str]]:
        """What the last answer refuses, as (attr, code)."""
        return [(error["attr"], error["code"]) for error in self.response.json()["errors"]]
