from typing import Any

import pytest
from csp.constants import HEADER, NONCE
from csp.decorators import csp_exempt, csp_update
from csp.middleware import CSPMiddleware
from django.conf import LazySettings
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from apps.core.content_policy import ContentPolicyMiddleware


def headers(middleware: Any, view: Any, path: str = "/") -> dict[str, str]:
    return dict(middleware(view)(RequestFactory().get(path)).headers)


def policy(middleware: Any, view: Any) -> set[str]:
    """The directives, which stand in any order."""
    return set(headers(middleware, view).get(HEADER, "").split("; "))


def plain(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def with_header(request: HttpRequest) -> HttpResponse:
    return HttpResponse(headers={HEADER: "default-src 'none'"})


@csp_update({"img-src": "img.example"})
def updated(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


@csp_exempt()
def exempt(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


@pytest.mark.parametrize("view", [plain, with_header, updated, exempt])
def test_says_what_the_library_says(view: Any) -> None:
    assert policy(ContentPolicyMiddleware, view) == policy(CSPMiddleware, view)


def test_a_nonce_is_in_the_policy_of_its_answer_alone(settings: LazySettings) -> None:
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"script-src": [NONCE]}}
    nonces: list[str] = []

    def view(request: Any) -> HttpResponse:
        if request.path == "/nonce/":
            nonces.append(str(request.csp_nonce))
        return HttpResponse()

    paths = ("/", "/nonce/", "/")
    before, own, after = (headers(ContentPolicyMiddleware, view, path)[HEADER] for path in paths)

    assert nonces[0] in own
    assert nonces[0] not in before + after


@pytest.mark.parametrize(
    "policies",
    [
        {"CONTENT_SECURITY_POLICY": {"DIRECTIVES": {}, "EXCLUDE_URL_PREFIXES": ["/"]}},
        {"CONTENT_SECURITY_POLICY_REPORT_ONLY": {"DIRECTIVES": {"default-src": ["*"]}}},
    ],
)
def test_settings_that_decide_by_answer_are_the_librarys(
    policies: dict[str, Any], settings: LazySettings
) -> None:
    for name, value in policies.items():
        setattr(settings, name, value)

    ours, theirs = headers(ContentPolicyMiddleware, plain), headers(CSPMiddleware, plain)

    assert ours.keys() == theirs.keys()
