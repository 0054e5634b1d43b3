"""Models that a plan must not touch, and moments at the edge of the calendar."""

import datetime as dt
from typing import Any

import pytest
from django.db import models
from django.test.utils import isolate_apps
from django.utils import timezone
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from apps.core.readplan import explain, plan_for
from apps.core.serializers import BaseModelSerializer
from tests.factories.library import ArticleFactory
from tests.library.models import Article
from tests.library.serializers import ArticleSerializer


def reader(target: Any, *names: str) -> Any:
    meta = type("Meta", (), {"model": target, "fields": names})
    return type("OddSerializer", (BaseModelSerializer,), {"Meta": meta})


@isolate_apps("tests.library")
def test_a_composite_key() -> None:
    class Seat(models.Model):  # noqa: DJ008 - has no rows
        pk = models.CompositePrimaryKey("row", "number")
        row = models.IntegerField()
        number = models.IntegerField()

        class Meta:
            app_label = "library"

    assert "has a composite primary key" in explain(reader(Seat, "row"))


@isolate_apps("tests.library")
def test_a_model_that_makes_its_instances_itself() -> None:
    class Secret(models.Model):  # noqa: DJ008 - has no rows
        text = models.TextField()

        class Meta:
            app_label = "library"

        @classmethod
        def from_db(cls, *args: Any, **options: Any) -> Any:
            return super().from_db(*args, **options)

    assert "overrides from_db" in explain(reader(Secret, "text"))


@isolate_apps("tests.library")
def test_a_column_of_another_kind() -> None:
    class Shouted(models.TextField):
        def from_db_value(self, value: Any, *_: Any) -> Any:
            return value

    class Poster(models.Model):  # noqa: DJ008 - has no rows
        text = Shouted()

        class Meta:
            app_label = "library"

    plan = plan_for(reader(Poster, "text"))

    assert plan is not None
    assert plan.shape.slots["text"].convert is str


@pytest.mark.django_db
def test_a_moment_beyond_the_calendar_fails_as_the_serializer_does() -> None:
    ArticleFactory.create(published_at=dt.datetime(9999, 12, 31, 23, 59, tzinfo=dt.UTC))
    plan = plan_for(ArticleSerializer)
    assert plan is not None

    with timezone.override("Asia/Tokyo"):
        with pytest.raises(ValidationError) as from_serializer:
            _ = ArticleSerializer(Article.objects.all(), many=True).data
        with pytest.raises(ValidationError) as from_plan:
            plan.rows(Article.objects.all(), {})

    assert from_plan.value.detail == from_serializer.value.detail


def test_a_list_whose_items_need_more_than_their_value() -> None:
    class Own(serializers.CharField):
        def to_representation(self, value: Any) -> str:
            return str(value)

    meta = type("Meta", (), {"model": Article, "fields": ("extra",)})
    field = serializers.ListField(child=Own())
    listed = type("ListedSerializer", (BaseModelSerializer,), {"Meta": meta, "extra": field})

    assert "Own shows its values in a way of its own" in explain(listed)
