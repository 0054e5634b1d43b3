"""A plan gives what the serializer gives, for whatever is in the database."""

import datetime as dt
import decimal
from typing import Any

import pytest
from django.test import RequestFactory
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from rest_framework.renderers import JSONRenderer as StandardRenderer

from apps.core.readplan import plan_for
from apps.core.renderers import JSONRenderer
from tests.library import serializers
from tests.library.models import Article, Author, Category, Comment, Portrait, Tag

ZONES = ("UTC", "Asia/Kathmandu", "America/St_Johns")

# What both databases can store: no NUL, no lone surrogates.
words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)
moments = st.integers(-2_000_000_000_000_000, 4_000_000_000_000_000).map(
    lambda microseconds: (
        dt.datetime.fromtimestamp(0, dt.UTC) + dt.timedelta(microseconds=microseconds)
    )
)
numbers = st.integers(-(2**53), 2**53)
json_values = st.recursive(
    st.none() | st.booleans() | numbers | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=5,
)
prices = st.decimals("-99999.99", "99999.99", places=2, allow_nan=False)
articles = st.fixed_dictionaries(
    {
        "title": words,
        "body": words,
        "status": st.sampled_from(["draft", "published", "unlisted", ""]),
        "is_featured": st.booleans(),
        "views": st.integers(0, 2**31 - 1),
        "rating": st.none() | st.floats(-1e6, 1e6).map(lambda number: round(number, 3)),
        "price": prices,
        "extra": json_values.filter(lambda value: value is not None),
        "published_at": st.none() | moments,
        "embargo": st.none() | st.dates(),
        "daily_at": st.none() | st.times(),
        "reading_time": st.none() | st.timedeltas(dt.timedelta(0), dt.timedelta(days=400)),
    }
)
libraries = st.lists(
    st.tuples(articles, st.booleans(), st.booleans(), st.integers(0, 7), st.integers(0, 3)),
    max_size=4,
)


def fill(rows: list[tuple[dict[str, Any], bool, bool, int, int]]) -> None:
    """Authors with and without mentor and portrait, articles with and without the rest."""
    tags = [Tag.objects.create(name=name, weight=weight) for name, weight in TAGS]
    category = Category.objects.create(name="Ünïcode \u2028", slug="unicode")
    mentor = Author.objects.create(name="Mentor", born=dt.date(1900, 1, 1))
    for number, (values, mentored, categorized, tagged, comments) in enumerate(rows):
        author = Author.objects.create(name=f"A{number}", mentor=mentor if mentored else None)
        if categorized:
            Portrait.objects.create(author=author, painter="Vermeer", scan="portraits/é.png")
        article = Article.objects.create(
            author=author, category=category if categorized else None, **values
        )
        article.tags.set([tag for bit, tag in enumerate(tags) if tagged & 1 << bit])
        for comment in range(comments):
            Comment.objects.create(article=article, text=f"{values['title']}{comment}")
    if rows:
        Portrait.objects.create(author=mentor, painter="Rembrandt")


TAGS = (("light", 1), ("heavy", 9), ("same", 1))
READERS = (
    serializers.ArticleSerializer,
    serializers.ArticleWithCommentsSerializer,
    serializers.ArticleWriteSerializer,
    serializers.AuthorPageSerializer,
    serializers.AuthorSerializer,
    serializers.CategorySerializer,
    serializers.CommentSerializer,
    serializers.MentorSerializer,
    serializers.PortraitSerializer,
    serializers.TagSerializer,
)


class SameBytesTest(TestCase):
    @settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(rows=libraries, zone=st.sampled_from(ZONES))
    def test_every_serializer_of_the_library(self, rows: Any, zone: str) -> None:
        fill(rows)
        context = {"request": RequestFactory().get("/")}
        for reader in READERS:
            plan = plan_for(reader)
            assert plan is not None, reader
            queryset = reader.Meta.model._default_manager.order_by("pk")

            with timezone.override(zone):
                shown: Any = reader(queryset, many=True, context=context).data
                planned = plan.rows(queryset, context)

            assert planned == shown, plan
            assert JSONRenderer().render(planned) == StandardRenderer().render(shown)
            assert [list(row) for row in planned] == [list(row) for row in shown]


@pytest.mark.parametrize("value", [decimal.Decimal("0.00"), decimal.Decimal("-0.01")])
@pytest.mark.django_db
def test_small_decimals(value: decimal.Decimal) -> None:
    author = Author.objects.create(name="A")
    Article.objects.create(title="T", author=author, price=value)
    plan = plan_for(serializers.ArticleSerializer)

    assert plan is not None
    assert plan.rows(Article.objects.all(), {})[0]["price"] == f"{value:f}"
