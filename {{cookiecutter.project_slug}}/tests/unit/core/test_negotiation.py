from typing import Any

import pytest
from rest_framework.exceptions import NotAcceptable
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BrowsableAPIRenderer
from rest_framework.request import Request
from rest_framework.test import APIRequestFactory

from apps.core.negotiation import ContentNegotiation
from apps.core.renderers import JSONRenderer

RENDERERS: Any = (JSONRenderer(), BrowsableAPIRenderer())


def chosen(by: DefaultContentNegotiation, path: str, suffix: str | None, **headers: Any) -> Any:
    request = Request(APIRequestFactory().get(path, **headers))
    try:
        return by.select_renderer(request, RENDERERS, suffix)
    except NotAcceptable:
        return "not acceptable"


@pytest.mark.parametrize("suffix", [None, "api"])
@pytest.mark.parametrize("path", ["/", "/?format=api", "/?format=json"])
@pytest.mark.parametrize(
    "accept",
    [
        None,
        "*/*",
        "application/json",
        "text/html",
        "application/*",
        "application/json; indent=2",
        "application/json, text/plain, */*",
        "text/html, */*;q=0.1",
        "text/csv",
        "",
        " */*",
    ],
)
def test_the_choice_is_that_of_the_standard_one(
    path: str, accept: str | None, suffix: str | None
) -> None:
    headers = {} if accept is None else {"HTTP_ACCEPT": accept}

    expected = chosen(DefaultContentNegotiation(), path, suffix, **headers)

    assert chosen(ContentNegotiation(), path, suffix, **headers) == expected


def test_a_plain_one_is_found_without_parsing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(DefaultContentNegotiation, "select_renderer", None)

    assert chosen(ContentNegotiation(), "/", None) == (RENDERERS[0], "application/json")
