from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import models
from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Cast, Lower, Now
from django.utils import timezone

from apps.core import statements
from apps.core.statements.keeping import CAPACITY, kept
from apps.core.statements.shapes import shape_of
from tests.factories.library import ArticleFactory, CategoryFactory, TagFactory
from tests.library.models import Article, Author, Tag

pytestmark = pytest.mark.django_db

Query = Callable[[QuerySet[Article]], QuerySet[Article]]
COLUMNS = ("id", "title", "author__name", "category__name", "published_at")

PLAIN: dict[str, Query] = {
    "everything": lambda rows: rows.all(),
    "one condition": lambda rows: rows.filter(title="b"),
    "several": lambda rows: rows.filter(Q(title__in=["a", "b"]) | ~Q(views=0), status="draft"),
    "a joined condition": lambda rows: rows.filter(author__name="Ada", category__name="Cats"),
    "two ways through one relation": lambda rows: rows.filter(tags__name="x").filter(
        tags__name="y"
    ),
    "without": lambda rows: rows.exclude(tags__name="x"),
    "a database function": lambda rows: rows.filter(created_at__lte=Now()),
    "a subquery": lambda rows: rows.filter(author__in=Author.objects.filter(name="Ada")),
    "a column against another": lambda rows: rows.filter(created_at__lte=F("updated_at")),
    "an order": lambda rows: rows.order_by("-author__name", "pk"),
    "the other way round": lambda rows: rows.order_by("title").reverse(),
    "a part": lambda rows: rows.order_by("title")[1:3],
    "joins for instances": lambda rows: rows.select_related("author"),
}
LEFT_TO_DJANGO: dict[str, Query] = {
    "an annotation": lambda rows: rows.annotate(lowered=Lower("title")).filter(lowered="b"),
    "an aggregate": lambda rows: rows.annotate(n=Count("tags")).filter(n__gt=1),
    "distinct": lambda rows: rows.filter(tags__weight=0).distinct(),
    "a union": lambda rows: (
        rows.order_by().filter(title="a").union(rows.order_by().filter(title="b")).order_by("title")
    ),
    "an expression's order": lambda rows: rows.order_by(Lower("title").desc(), "pk"),
    "nothing": lambda rows: rows.none(),
    "an empty list": lambda rows: rows.filter(pk__in=[]),
}


@pytest.fixture
def articles() -> QuerySet[Article]:
    x, y = TagFactory.create(name="x"), TagFactory.create(name="y")
    cats = CategoryFactory.create(name="Cats")
    ArticleFactory.create(title="a", author__name="Ada", category=cats, tags=[x, y])
    ArticleFactory.create(title="b", author__name="Bob", category=None, tags=[x], views=3)
    ArticleFactory.create(title="c", author__name="Ada", category=cats, tags=[], status="published")
    # Clocks of databases are coarse: what is compared with Now() must lie well before it.
    Article.objects.update(created_at=timezone.now() - timedelta(days=1))
    return Article.objects.order_by("pk")


@pytest.mark.parametrize("build", PLAIN.values(), ids=PLAIN.keys())
def test_a_plain_query_is_kept_and_reads_the_same_rows(
    articles: QuerySet[Article], build: Query
) -> None:
    expected = list(build(articles).values_list(*COLUMNS))

    compiled = statements.rows(build(articles), *COLUMNS)
    repeated = statements.rows(build(articles), *COLUMNS)

    assert shape_of(build(articles)) is not None
    assert compiled == repeated == expected


@pytest.mark.parametrize("build", LEFT_TO_DJANGO.values(), ids=LEFT_TO_DJANGO.keys())
def test_any_other_query_is_left_to_django(articles: QuerySet[Article], build: Query) -> None:
    columns = ("id", "title")

    found = statements.rows(build(articles), *columns)

    assert shape_of(build(articles)) is None
    assert found == list(build(articles).values_list(*columns))


@pytest.mark.parametrize(
    "build", [*PLAIN.values(), *LEFT_TO_DJANGO.values()], ids=[*PLAIN, *LEFT_TO_DJANGO]
)
def test_counts_what_django_counts(articles: QuerySet[Article], build: Query) -> None:
    assert statements.count(build(articles)) == build(articles).count()
    assert statements.count(build(articles)) == build(articles).count()


def test_a_value_does_not_outlive_its_call(articles: QuerySet[Article]) -> None:
    def titled(title: str) -> list[Any]:
        return statements.rows(articles.filter(title=title), "title")

    assert [titled("a"), titled("b"), titled("none")] == [[("a",)], [("b",)], []]


def test_a_null_condition_is_another_statement(articles: QuerySet[Article]) -> None:
    def with_category(category: Any) -> list[Any]:
        return statements.rows(articles.filter(category=category), "title")

    (cats,) = articles.filter(title="a").values_list("category", flat=True)

    assert with_category(cats) == [("a",), ("c",)]
    assert with_category(None) == [("b",)]


def test_each_page_has_its_own_limits_and_the_same_statement(articles: QuerySet[Article]) -> None:
    statements.rows(articles[:1], "title")
    before = len(kept)

    pages = [statements.rows(articles[start : start + 1], "title") for start in range(3)]

    assert pages == [[("a",)], [("b",)], [("c",)]]
    assert len(kept) == before


def test_rows_by_reads_what_a_filter_would(articles: QuerySet[Article]) -> None:
    tags = Tag.objects.order_by("name")
    columns = ("name", "articles__pk")

    for chosen in ([article.pk] for article in articles):
        expected = list(tags.filter(articles__in=chosen).values_list(*columns))
        assert statements.rows_by(tags, "articles", chosen, *columns) == expected


def test_rows_by_keeps_the_conditions_that_are_there(articles: QuerySet[Article]) -> None:
    tags = Tag.objects.filter(name="y")
    keys = [article.pk for article in articles]

    assert statements.rows_by(tags, "articles", keys, "name") == [("y",)]
    assert statements.rows_by(tags.none(), "articles", keys, "name") == []


def test_rows_by_refuses_a_slice_as_filter_does(articles: QuerySet[Article]) -> None:
    with pytest.raises(TypeError, match="Cannot filter a query once a slice has been taken"):
        statements.rows_by(articles[:1], "pk", [1], "title")


def test_first_by_makes_the_instance_and_what_is_joined(
    articles: QuerySet[Article], django_assert_num_queries: Any
) -> None:
    wanted = articles.get(title="b")

    for _ in range(2):
        with django_assert_num_queries(1):
            found = statements.first_by(
                articles.select_related("author", "category"), "pk", wanted.pk
            )
            assert found is not None
            assert (found.title, found.author.name, found.category) == ("b", "Bob", None)
        assert found == wanted
        assert not found._state.adding


def test_first_by_reads_whole_columns_after_deferred_ones(articles: QuerySet[Article]) -> None:
    wanted = articles.get(title="b")

    partial = statements.first_by(articles.only("title"), "pk", wanted.pk)
    whole = statements.first_by(articles, "pk", wanted.pk)

    assert partial is not None
    assert whole is not None
    assert "body" in partial.get_deferred_fields()
    assert whole.get_deferred_fields() == set()


@pytest.mark.parametrize("queryset", ["plain", "annotated"])
def test_first_by_finds_nothing(articles: QuerySet[Article], queryset: str) -> None:
    rows = articles if queryset == "plain" else articles.annotate(lowered=Lower("title"))

    assert statements.first_by(rows, "pk", 0) is None


def test_memory_is_bounded(articles: QuerySet[Article]) -> None:
    kept.clear()
    kept.update(dict.fromkeys(range(CAPACITY)))

    statements.rows(articles, "title")

    assert len(kept) == 1


def test_a_value_outside_the_conditions_is_never_kept(
    articles: QuerySet[Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    b_first = models.Case(models.When(title="b", then=0), default=1)
    monkeypatch.setattr(Article._meta, "ordering", (b_first, "title"))
    kept.clear()

    found = [statements.rows(Article.objects.all(), "title") for _ in range(2)]

    assert found == [[("b",), ("a",), ("c",)]] * 2
    assert list(kept.values()) == [None]


@pytest.mark.parametrize("value", [lambda pk: pk, str, lambda _: 0, lambda _: "9" * 30])
def test_rows_where_one_column_is(articles: QuerySet[Article], value: Callable[[int], Any]) -> None:
    wanted = value(articles[1].pk)
    expected = list(articles.filter(pk=wanted).values_list(*COLUMNS))

    for _ in range(2):
        assert statements.rows_where(articles, "pk", wanted, *COLUMNS) == expected


def test_rows_where_a_joined_column_is(articles: QuerySet[Article]) -> None:
    expected = list(articles.filter(author__name="Ada").values_list("title"))

    assert statements.rows_where(articles, "author__name", "Ada", "title") == expected
    assert len(expected) == 2


def test_rows_where_a_column_is_what_it_cannot_be(articles: QuerySet[Article]) -> None:
    with pytest.raises(ValueError, match="x"):
        articles.filter(pk="x")
    with pytest.raises(ValueError, match="x"):
        statements.rows_where(articles, "pk", "x", "title")


def test_a_column_as_the_database_writes_it(articles: QuerySet[Article]) -> None:
    expected = articles.annotate(text=Cast("created_at", models.TextField()))

    found = statements.rows(articles, "title", statements.Text("created_at"))

    assert found == list(expected.values_list("title", "text"))
