import base64
import datetime as dt
from collections import Counter
from typing import Any

import pytest

from tests.client import Api
from tests.factories.library import ArticleFactory
from tests.library.models import Article

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.library.urls")]

PAGES = "/api/v1/library/articles/"
OFFSETS = "/api/v1/library/articles-by-offset/"
CURSORS = "/api/v1/library/articles-by-cursor/"
MORE = "/api/v1/library/articles-more/"
HEADLINES = "/api/v1/library/headlines/"
HOST = "http://testserver"


def ids(page: Any) -> list[int]:
    return [row["id"] for row in page["results"]]


@pytest.fixture
def articles(db: None) -> list[int]:
    """Seven articles, some of them equal in what they are ordered by."""
    rows = [
        ArticleFactory.create(title=title, views=len(title))
        for title in ["a", "a", "b", "b", "b", "c", "d"]
    ]
    return [row.pk for row in rows]


def test_pages(auth_api: Api, articles: list[int]) -> None:
    first = auth_api.get(f"{PAGES}?page_size=3&ordering=title")
    second = auth_api.get(first["next"])
    third = auth_api.get(second["next"])

    assert ids(first) + ids(second) + ids(third) == articles
    assert first == first | {
        "count": 7,
        "next": f"{HOST}{PAGES}?ordering=title&page=2&page_size=3",
        "previous": None,
    }
    assert second["previous"] == f"{HOST}{PAGES}?ordering=title&page_size=3"
    assert third["previous"] == f"{HOST}{PAGES}?ordering=title&page=2&page_size=3"
    assert third["next"] is None
    assert ids(auth_api.get(f"{PAGES}?page_size=3&ordering=title&page=last")) == ids(third)


def test_a_link_keeps_what_the_request_said(auth_api: Api, articles: list[int]) -> None:
    page = auth_api.get(f"{PAGES}?page_size=1&search=a&search=&min_views=&fields=id")

    assert page["next"] == (
        f"{HOST}{PAGES}?fields=id&min_views=&page=2&page_size=1&search=a&search="
    )


@pytest.mark.parametrize("page", ["0", "-1", "4", "x", "1.5", "9" * 40, ""])
def test_pages_that_are_none(auth_api: Api, articles: list[int], page: str) -> None:
    expect = 200 if page == "" else 404

    auth_api.get(f"{PAGES}?page_size=3&page={page}", expect=expect)


def test_the_first_page_may_be_empty(auth_api: Api) -> None:
    assert auth_api.get(PAGES) == {"count": 0, "next": None, "previous": None, "results": []}


@pytest.mark.parametrize(
    ("size", "rows"),
    [("1", 1), ("100", 100), ("101", 100), ("9" * 30, 100), ("0", 20), ("x", 20), ("-5", 20)],
)
@pytest.mark.parametrize(
    ("path", "parameter"),
    [(PAGES, "page_size"), (OFFSETS, "limit"), (CURSORS, "page_size"), (MORE, "page_size")],
)
def test_a_page_has_a_bound(auth_api: Api, size: str, rows: int, path: str, parameter: str) -> None:
    first = ArticleFactory.create()
    Article.objects.bulk_create(
        Article(title=f"T{number}", author=first.author) for number in range(100)
    )

    assert len(auth_api.get(f"{path}?{parameter}={size}")["results"]) == rows


def test_offsets(auth_api: Api, articles: list[int]) -> None:
    page = auth_api.get(f"{OFFSETS}?limit=3&offset=2&ordering=title")

    assert ids(page) == articles[2:5]
    assert page["count"] == 7
    assert page["next"] == f"{HOST}{OFFSETS}?limit=3&offset=5&ordering=title"
    assert page["previous"] == f"{HOST}{OFFSETS}?limit=3&ordering=title"


@pytest.mark.parametrize(
    ("offset", "rows", "previous"),
    [
        ("7", 0, "?limit=3&offset=4"),
        ("9" * 40, 0, "?limit=3&offset=7"),
        ("-1", 3, None),
        ("x", 3, None),
    ],
)
def test_offsets_beyond_the_rows(
    auth_api: Api, articles: list[int], offset: str, rows: int, previous: str | None
) -> None:
    page = auth_api.get(f"{OFFSETS}?limit=3&offset={offset}")

    assert len(page["results"]) == rows
    assert page["previous"] == (previous and f"{HOST}{OFFSETS}{previous}")


@pytest.mark.parametrize("path", [CURSORS, HEADLINES])
@pytest.mark.parametrize(
    "ordering", ["title", "-title", "-views", "author__name", "-price,title", "created_at", "id"]
)
@pytest.mark.parametrize("size", [1, 2, 3, 7, 8])
def test_cursors_there_and_back(
    auth_api: Api, articles: list[int], path: str, ordering: str, size: int
) -> None:
    expected = ids(auth_api.get(f"{PAGES}?ordering={ordering}"))
    address: str | None = f"{path}?page_size={size}&ordering={ordering}"
    there, pages = [], []
    while address:
        pages.append(auth_api.get(address))
        there += ids(pages[-1])
        address = pages[-1]["next"]

    back, address = ids(pages[-1]), pages[-1]["previous"]
    while address:
        page = auth_api.get(address)
        back = ids(page) + back
        address = page["previous"]

    assert Counter(there) == Counter(articles)
    assert back == there
    if path == CURSORS and "-" not in ordering and ordering != "id":
        assert there == expected


def test_a_cursor_is_not_shifted_by_new_rows(auth_api: Api, articles: list[int]) -> None:
    first = auth_api.get(f"{CURSORS}?page_size=3")
    ArticleFactory.create()
    Article.objects.filter(pk=ids(first)[0]).delete()

    second = auth_api.get(first["next"])

    assert ids(first) + ids(second) == articles[::-1][:6]


def test_a_cursor_page_is_not_counted(
    auth_api: Api, articles: list[int], django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(3):  # session, rows, tags
        assert auth_api.get(CURSORS).keys() == {"next", "previous", "results"}


@pytest.mark.parametrize(
    "cursor",
    ["x", "%00", "é", "W10", "bnVsbA", "eyJhIjoxfQ", "A" * 2000]
    + [
        base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")
        for raw in (
            '["title,pk",0,["a"]]',
            '["title,pk",2,["a",1]]',
            '["title,pk",0,["a","x"]]',
            '["title,pk",0,["a",null]]',
            '["title,pk",0,["a\\u0000",1]]',
            '["title,pk",0,["a",99999999999999999999999]]',
            '["title,pk",0,["a",9223372036854775808]]',
            '["title,pk",0,["a",[1]]]',
            '["-title,-pk",0,["a",1]]',
            '["title,pk",0,5]',
        )
    ],
)
def test_a_forged_cursor_is_not_found(auth_api: Api, cursor: str) -> None:
    ArticleFactory.create()

    auth_api.get(f"{CURSORS}?ordering=title&cursor={cursor}", expect=404)


def test_a_cursor_of_another_order_is_not_found(auth_api: Api, articles: list[int]) -> None:
    page = auth_api.get(f"{CURSORS}?ordering=title&page_size=2")

    auth_api.get(page["next"].replace("ordering=title", "ordering=-title"), expect=404)


def test_a_cursor_cannot_follow_what_may_be_empty(auth_api: Api) -> None:
    auth_api.get(f"{CURSORS}?ordering=published_at", expect=400)

    assert auth_api.codes() == [("ordering", "invalid")]


def test_moments_keep_their_microseconds(auth_api: Api) -> None:
    moment = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    for number in range(4):
        article = ArticleFactory.create()
        created = moment + dt.timedelta(microseconds=number)
        Article.objects.filter(pk=article.pk).update(created_at=created)

    first = auth_api.get(f"{CURSORS}?page_size=2")

    assert len(ids(first) + ids(auth_api.get(first["next"]))) == 4


def test_load_more(auth_api: Api, articles: list[int]) -> None:
    first = auth_api.get(f"{MORE}?page_size=5")
    second = auth_api.get(f"{MORE}?page_size=5&after={first['next']}")

    assert ids(first) + ids(second) == articles
    assert first["has_more"] is True
    assert second == {"results": second["results"], "has_more": False, "next": None}


def test_the_schema_knows_each_kind(auth_api: Api, articles: list[int]) -> None:
    schema = auth_api.get("/api/schema/", HTTP_ACCEPT="application/vnd.oai.openapi+json")

    for path in (PAGES, OFFSETS, CURSORS, MORE):
        answer = schema["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]
        name = answer["schema"]["$ref"].rpartition("/")[2]
        keys = auth_api.get(path).keys()
        assert schema["components"]["schemas"][name]["properties"].keys() == keys
