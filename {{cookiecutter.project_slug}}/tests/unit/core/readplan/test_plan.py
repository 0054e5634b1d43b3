from typing import Any

import pytest
from django.db import models
from django.db.models import Count, Prefetch
from rest_framework import serializers

from apps.core.readplan import ReadPlan, explain, plan_for, read
from apps.core.selection import Selection
from apps.core.serializers import BaseModelSerializer
from tests.factories.library import (
    ArticleFactory,
    AuthorFactory,
    CommentFactory,
    PortraitFactory,
    TagFactory,
)
from tests.library import serializers as library
from tests.library.models import Article, Author, Portrait, Tag

pytestmark = pytest.mark.django_db


class CountedSerializer(BaseModelSerializer):
    tag_count = serializers.IntegerField(read_only=True)

    class Meta:
        model = Article
        fields = ("id", "tag_count")


def plan(serializer_class: Any) -> ReadPlan:
    found = plan_for(serializer_class)
    assert found is not None, explain(serializer_class)
    return found


def both(serializer_class: Any, queryset: Any, context: Any = None) -> Any:
    """The rows, after a look that the serializer shows the same."""
    planned = plan(serializer_class).rows(queryset.all(), context or {})
    assert planned == serializer_class(queryset.all(), many=True, context=context or {}).data
    return planned


@pytest.mark.parametrize(
    ("reader", "queries"),
    [
        (library.ArticleSerializer, 2),  # articles with author and category; tags
        (library.AuthorPageSerializer, 5),  # authors; articles, comments, tags; titles
        (library.AuthorSerializer, 1),
    ],
)
@pytest.mark.parametrize("rows", [1, 7])
def test_queries_do_not_grow_with_rows(
    reader: Any, queries: int, rows: int, django_assert_num_queries: Any
) -> None:
    for article in ArticleFactory.create_batch(rows, tags=TagFactory.create_batch(2)):
        CommentFactory.create_batch(2, article=article)
    found = plan(reader)

    with django_assert_num_queries(queries):
        shown = found.rows(reader.Meta.model.objects.all(), {})

    assert len(shown) == rows


def test_no_rows_take_one_query(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        assert plan(library.ArticleSerializer).rows(Article.objects.all(), {}) == []


def test_a_plan_explains_itself() -> None:
    assert explain(library.ArticleWithCommentsSerializer) == (
        "ArticleWithCommentsSerializer reads library.Article: id, title\n"
        "  and 'comments' from library.Comment: id, text by article_id\n"
        "  and 'tags' from library.Tag: id by articles__pk"
    )


def test_what_has_no_plan_says_why() -> None:
    assert explain(library.HeadlineSerializer) == (
        "HeadlineSerializer has no plan: library.Article.headline is no column"
    )


def test_an_annotation_is_read() -> None:
    tags = TagFactory.create_batch(3)
    ArticleFactory.create(tags=tags)
    ArticleFactory.create()
    queryset = Article.objects.annotate(tag_count=Count("tags")).order_by("pk")

    assert [row["tag_count"] for row in both(CountedSerializer, queryset)] == [3, 0]


def test_without_its_annotation_the_serializer_decides() -> None:
    ArticleFactory.create()

    assert plan(CountedSerializer).rows(Article.objects.all(), {})[0].keys() == {"id"}


def test_an_annotation_named_as_a_default_wins() -> None:
    AuthorFactory.create()
    queryset = Author.objects.annotate(kind=models.F("name"))

    shown, _ = read(library.AuthorPageSerializer, queryset, {})

    assert shown[0]["kind"] == Author.objects.get().name


@pytest.mark.parametrize("depth", ["tags", "articles__tags"])
def test_a_prefetch_with_a_query_set_of_its_own_is_respected(depth: str) -> None:
    heavy, light = TagFactory.create(weight=9), TagFactory.create(weight=1)
    article = ArticleFactory.create(tags=[heavy, light])
    prefetch = Prefetch(depth, queryset=Tag.objects.filter(weight__gt=5))

    if depth == "tags":
        (row,) = both(library.ArticleSerializer, Article.objects.prefetch_related(prefetch))
        assert row["tags"] == [{"id": heavy.pk, "name": heavy.name}]
    else:
        (row,) = both(library.AuthorPageSerializer, Author.objects.prefetch_related(prefetch))
        assert row["articles"][0]["tags"] == [heavy.pk]
    assert article.tags.count() == 2


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: rows.order_by().union(Article.objects.order_by()),
        lambda rows: rows.prefetch_related(Prefetch("author", queryset=Author.objects.all())),
        lambda rows: rows.prefetch_related(Prefetch("tags", Tag.objects.all()[:1], to_attr="top")),
        lambda rows: rows.annotate(tag=models.F("tags__name")).distinct(),
    ],
    ids=["union", "another relation", "to another attribute", "distinct over annotations"],
)
def test_what_a_plan_does_not_cover_the_serializer_does(change: Any) -> None:
    ArticleFactory.create(tags=TagFactory.create_batch(2))
    queryset = change(Article.objects.all())

    assert not plan(library.ArticleSerializer).covers(queryset)
    both(library.ArticleSerializer, queryset)


def test_distinct_keeps_rows_apart_that_look_the_same() -> None:
    class NameSerializer(BaseModelSerializer):
        class Meta:
            model = Author
            fields = ("name",)

    AuthorFactory.create_batch(2, name="Same")

    assert both(NameSerializer, Author.objects.distinct()) == [{"name": "Same"}] * 2


def test_joins_declared_for_the_serializer_do_no_harm(django_assert_num_queries: Any) -> None:
    ArticleFactory.create(tags=[TagFactory.create()])
    queryset = Article.objects.select_related("author").prefetch_related("tags", "comments")

    with django_assert_num_queries(2):
        plan(library.ArticleSerializer).rows(queryset, {})


def test_a_selection_reads_less(
    django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    ArticleFactory.create(tags=[TagFactory.create()])
    selection = Selection(only=frozenset({("title",), ("author", "name")}))
    found = plan_for(library.ArticleSerializer, selection)

    assert found is not None
    assert found.table.columns == ["title", "author_id", "author__name", "id"]
    with django_assert_num_queries(1):
        (row,) = found.rows(Article.objects.all(), {"selection": selection})
    assert row.keys() == {"title", "author"}
    assert row["author"].keys() == {"name"}


def test_columns_beside_the_rows() -> None:
    article = ArticleFactory.create(views=7)

    for reader in (library.ArticleSerializer, library.HeadlineSerializer):
        _, beside = read(reader, Article.objects.all(), {}, ("views", "author__name", "pk"))
        assert beside == [(7, article.author.name, article.pk)]


def test_a_file_is_shown_by_its_address(rf: Any, settings: Any) -> None:
    PortraitFactory.create(scan="portraits/a b.png")

    class Bare(BaseModelSerializer):
        scan = serializers.FileField(use_url=False)

        class Meta:
            model = Portrait
            fields = ("scan",)

    assert both(library.PortraitSerializer, Portrait.objects)[0]["scan"] == (
        "/media/portraits/a%20b.png"
    )
    assert both(library.PortraitSerializer, Portrait.objects, {"request": rf.get("/x")})[0][
        "scan"
    ] == ("http://testserver/media/portraits/a%20b.png")
    assert both(Bare, Portrait.objects) == [{"scan": "portraits/a b.png"}]
