"""Whatever goes wrong, the answer has one shape."""

from typing import Any

import pytest
import structlog
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from apps.core.errors import views as error_views
from tests.client import Api
from tests.factories.library import AuthorFactory
from tests.library.models import Note

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.library.urls")]

ARTICLES = "/api/v1/library/articles/"
NOTES = "/api/v1/library/notes/"
ID: dict[str, Any] = {"HTTP_X_REQUEST_ID": "request-id-42"}


def refusal(kind: str, code: str, detail: str, attr: str | None = None) -> dict[str, Any]:
    return {
        "type": kind,
        "errors": [{"code": code, "detail": detail, "attr": attr}],
        "request_id": "request-id-42",
    }


def test_an_unknown_address(api: Api) -> None:
    body = api.get("/api/v1/nothing/", expect=404, **ID)

    assert body == refusal("client_error", "not_found", "Not found.")


def test_an_unknown_address_for_a_person(client: Client) -> None:
    page = client.get("/nothing/", headers={"Accept": "text/html,*/*"})

    assert page.status_code == 404
    assert page["Content-Type"] == "text/html; charset=utf-8"


def test_an_unknown_address_for_a_program(client: Client) -> None:
    answer = client.get("/nothing/", headers={"Accept": "application/json"})

    assert answer.status_code == 404
    assert answer.json()["errors"][0]["code"] == "not_found"


def test_an_unknown_object(auth_api: Api) -> None:
    body = auth_api.get(f"{ARTICLES}0/", expect=404, **ID)

    assert body == refusal("client_error", "not_found", "Not found.")


def test_nobody_is_logged_in(api: Api) -> None:
    body = api.get(ARTICLES, expect=401, **ID)

    detail = "Authentication credentials were not provided."
    assert body == refusal("client_error", "not_authenticated", detail)
    assert api.response["WWW-Authenticate"] == 'Bearer realm="api"'


def test_a_broken_token_is_one_error(api: Api) -> None:
    body = api.bearer("nonsense").get(ARTICLES, expect=401, **ID)

    detail = "This token is invalid or has expired."
    assert body == refusal("client_error", "token_not_valid", detail)


def test_not_allowed(auth_api: Api) -> None:
    body = auth_api.get("/api/v1/library/categories/", expect=403, **ID)

    detail = "You do not have permission to perform this action."
    assert body == refusal("client_error", "permission_denied", detail)


def test_a_method_that_is_not_offered(auth_api: Api) -> None:
    body = auth_api.post("/api/v1/library/headlines/", {}, expect=405, **ID)

    assert body == refusal("client_error", "method_not_allowed", 'Method "POST" not allowed.')
    assert auth_api.response["Allow"] == "GET, HEAD, OPTIONS"


def test_a_crash_shows_nothing_of_itself(auth_api: Api, caplog: pytest.LogCaptureFixture) -> None:
    auth_api.client.raise_request_exception = False

    body = auth_api.get("/api/v1/library/broken/", expect=500, **ID)

    assert body == refusal("server_error", "error", "Server Error (500)")
    assert "an internal detail" in caplog.text


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        (b"{", None),
        (b"{'a': 1}", None),
        (b'{"title": "\xff"}', None),
        (b'{"title": "\\ud800"}', None),
        (b'{"title": NaN}', None),
        (b'{"title": "a\\u0000b"}', "JSON parse error: text must not hold the character NUL"),
        (b'{"a\\u0000": 1}', "JSON parse error: text must not hold the character NUL"),
        (
            b'{"extra": [{"a": "\\u0000"}]}',
            "JSON parse error: text must not hold the character NUL",
        ),
        (b"[" * 100_000, None),
    ],
)
def test_a_body_that_is_no_json(auth_api: Api, body: bytes, detail: str | None) -> None:
    answer: Any = auth_api.client.post(ARTICLES, body, content_type="application/json", **ID)

    assert answer.status_code == 400
    (error,) = answer.json()["errors"]
    assert error["code"] == "parse_error"
    assert error["detail"].startswith("JSON parse error: ")
    assert detail is None or error["detail"] == detail


def test_an_escaped_backslash_is_no_nul(auth_api: Api) -> None:
    author = AuthorFactory.create()

    shown = auth_api.post(ARTICLES, {"title": "a\\u0000b", "author": author.pk})

    assert shown["title"] == "a\\u0000b"


@pytest.mark.parametrize("body", [b"[]", b"1", b'"text"', b"null"])
def test_json_that_is_no_object(auth_api: Api, body: bytes) -> None:
    answer: Any = auth_api.client.post(ARTICLES, body, content_type="application/json")

    assert answer.status_code == 400
    assert answer.json()["type"] == "validation_error"


@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=100)
def test_a_body_that_is_too_large(auth_api: Api) -> None:
    body = auth_api.post(ARTICLES, {"title": "x" * 100}, expect=413, **ID)

    detail = "The request's body is too large."
    assert body == refusal("client_error", "payload_too_large", detail)


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/xml", "multipart/form-data; boundary=x"]
)
def test_another_content_type(auth_api: Api, kind: str) -> None:
    answer: Any = auth_api.client.post(ARTICLES, b"title=x", content_type=kind, **ID)

    assert answer.status_code == 415
    detail = f'Unsupported media type "{kind}" in request.'
    assert answer.json() == refusal("client_error", "unsupported_media_type", detail)


def test_another_accepted_type(auth_api: Api) -> None:
    body = auth_api.get(ARTICLES, expect=406, HTTP_ACCEPT="text/csv", **ID)

    assert body["errors"][0]["code"] == "not_acceptable"


def test_wrong_values_are_all_named(auth_api: Api) -> None:
    auth_api.post(ARTICLES, {"title": "", "author": 0, "price": "x", "tags": [0]}, expect=400)

    assert sorted(auth_api.codes(), key=str) == [
        ("author", "does_not_exist"),
        ("price", "invalid"),
        ("tags", "does_not_exist"),
        ("title", "blank"),
    ]


def test_what_a_model_refuses_is_the_callers_mistake(auth_api: Api) -> None:
    auth_api.post(NOTES, {"title": "forbidden"}, expect=400)

    assert auth_api.codes() == [("title", "forbidden_title")]
    assert not Note.all_objects.exists()


def refuse(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def misread(request: HttpRequest) -> HttpResponse:
    raise BadRequest


def crash(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("an internal detail")


class Urls:
    urlpatterns = [
        path(f"{prefix}{view.__name__}/", view)
        for prefix in ("api/", "pages/")
        for view in (refuse, misread, crash)
    ]
    handler400 = error_views.bad_request
    handler403 = error_views.permission_denied
    handler404 = error_views.not_found
    handler500 = error_views.server_error


@override_settings(ROOT_URLCONF=Urls)
@pytest.mark.parametrize(
    ("view", "status", "kind", "code", "detail"),
    [
        (
            "refuse",
            403,
            "client_error",
            "permission_denied",
            "You do not have permission to perform this action.",
        ),
        ("misread", 400, "client_error", "parse_error", "The request could not be read."),
        ("crash", 500, "server_error", "error", "Server Error (500)"),
    ],
)
def test_views_that_are_none_of_the_api(
    view: str, status: int, kind: str, code: str, detail: str
) -> None:
    client = Client(raise_request_exception=False)

    answer = client.get(f"/api/{view}/", headers={"X-Request-ID": "request-id-42"})
    page = client.get(f"/pages/{view}/", headers={"Accept": "text/html"})

    assert answer.status_code == page.status_code == status
    assert answer.json() == refusal(kind, code, detail)
    assert page["Content-Type"].startswith("text/html")
    assert b"internal detail" not in page.content


def test_outside_a_request_there_is_no_id(rf: Any) -> None:
    structlog.contextvars.clear_contextvars()

    answer = error_views.not_found(rf.get("/api/x"), Exception())

    assert b'"request_id": null' in answer.content
