from types import ModuleType
from typing import Any

import pytest
from django.conf import LazySettings
from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.test import RequestFactory
from django.urls import path
from django.utils.translation import get_language, override

from apps.core.language import LanguageMiddleware


def view(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{get_language()} {request.LANGUAGE_CODE}")


def answer(middleware: Any, address: str, urlconf: ModuleType | None, **headers: str) -> Any:
    language = headers.pop("cookie", "")
    request: Any = RequestFactory().get(address, headers=headers)
    request.COOKIES["django_language"] = language
    if urlconf:
        request.urlconf = urlconf
    with override("en"):
        response = middleware(view)(request)
    return response.content.decode(), dict(response.headers)


@pytest.fixture
def prefixed() -> ModuleType:
    urls: Any = ModuleType("prefixed_urls")
    urls.urlpatterns = i18n_patterns(path("", view))
    return urls  # type: ignore[no-any-return]


@pytest.mark.parametrize("address", ["/", "/de/", "/de-at/articles/", "/api/v1/"])
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"accept-language": "de-AT,de;q=0.9"},
        {"accept-language": "xx, de;q=0.1"},
        {"accept-language": "de", "cookie": "en"},
        {"cookie": "xx"},
    ],
)
def test_answers_what_django_s_answers(
    address: str, headers: dict[str, str], prefixed: ModuleType, settings: LazySettings
) -> None:
    settings.LANGUAGES = [("en", "English"), ("de", "Deutsch")]

    for urlconf in (None, prefixed):
        own, django_s = (
            answer(middleware, address, urlconf, **headers)
            for middleware in (LanguageMiddleware, LocaleMiddleware)
        )
        assert own == django_s


def test_a_language_in_the_address_counts_where_addresses_have_one(prefixed: ModuleType) -> None:
    assert answer(LanguageMiddleware, "/de/", prefixed)[0] == "de de"
    assert answer(LanguageMiddleware, "/de/", None)[0] == "en en"
