from typing import Any

import pytest
from django.contrib.admin import ModelAdmin, TabularInline, site

from apps.accounts.models import Session
from apps.core.admin import ReadOnlyAdmin
from tests.library.models import Article, Author, Comment
from tests.unit.audit.auditing import found


def page(model: Any = Article, base: Any = ModelAdmin, **own: Any) -> dict[Any, Any]:
    return {model: type("Page", (base,), {"__module__": "made", **own})(model, site)}


def queried(page: Any, article: Article) -> int:
    return article.comments.filter(text="").count()


class CommentInline(TabularInline):
    model = Comment
    fields = ("text",)


EVERYTHING = ("author", "category")
CASES: dict[str, tuple[dict[Any, Any], dict[Any, Any], list[str]]] = {
    "A002": (
        page(list_display=("author",), list_select_related=("author",)),
        page(list_display=("author",)),
        ["made.Page.author"],
    ),
    "A003": (page(search_fields=("title",)), page(), ["made.Page"]),
    "A004": (page(list_filter=("status",)), page(), ["made.Page"]),
    "A005": (page(list_display=("title",)), page(), ["made.Page"]),
    "A006": (
        page(
            autocomplete_fields=("author",), raw_id_fields=("category",), inlines=(CommentInline,)
        ),
        page(),
        ["made.Page.author", "made.Page.category"],
    ),
    "A007": (
        page(Session, ReadOnlyAdmin, fields=("user", "device")),
        page(Session, ReadOnlyAdmin, fields=("user", "auth_hash")),
        ["made.Page.auth_hash"],
    ),
    "A008": (
        page(list_display=("title",)),
        page(list_display=("title", "comments"), comments=queried),
        ["made.Page.comments"],
    ),
}


@pytest.mark.parametrize("check", CASES)
def test_a_page_passes_and_another_fails(check: str) -> None:
    good, bad, subjects = CASES[check]

    assert found(check, admin=good) == []
    assert found(check, admin=bad) == subjects


def test_a_form_that_nobody_writes_in_loads_no_list() -> None:
    assert found("A006", admin=page(base=ReadOnlyAdmin)) == []


def test_every_model_is_in_a_page() -> None:
    shown = page(inlines=(CommentInline,))

    assert found("A001", admin=shown, models=[Article, Comment]) == []
    assert found("A001", admin=shown, models=[Article, Author]) == ["library.Author"]
