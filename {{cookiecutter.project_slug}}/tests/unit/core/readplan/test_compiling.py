"""Which fields a plan knows, and which it leaves alone."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone
from rest_framework import serializers

from apps.core.readplan import explain, plan_for
from apps.core.serializers import BaseModelSerializer
from tests.factories.library import ArticleFactory, AuthorFactory
from tests.library.models import Article, Author

pytestmark = pytest.mark.django_db


class Upper(serializers.CharField):
    def to_representation(self, value: Any) -> str:
        return str(value).upper()


class Elsewhere(serializers.CharField):
    def get_attribute(self, instance: Any) -> Any:
        return "elsewhere"


class Rows(serializers.ListSerializer):
    def to_representation(self, data: Any) -> list[Any]:
        return []


class OwnFieldsSerializer(BaseModelSerializer):
    class Meta:
        model = Author
        fields = ("name",)

    def get_fields(self) -> Any:
        return super().get_fields()


class OwnRowsSerializer(BaseModelSerializer):
    class Meta:
        model = Article
        fields = ("title",)
        list_serializer_class = Rows


def reader(target: Any, **fields: Any) -> Any:
    meta = type("Meta", (), {"model": target, "fields": tuple(fields)})
    declared = {name: field for name, field in fields.items() if field is not None}
    return type("AdHocSerializer", (BaseModelSerializer,), {"Meta": meta, **declared})


class Default:
    requires_context = True

    def __call__(self, field: Any) -> str:
        return "x"


NEEDS_CONTEXT: Any = Default()


@pytest.mark.parametrize(
    ("model", "fields", "reason"),
    [
        (Article, {"title": Upper()}, "Upper shows its values in a way of its own"),
        (Article, {"title": Elsewhere()}, "Elsewhere overrides get_attribute"),
        (Article, {"author": serializers.StringRelatedField()}, "needs the related instance"),
        (Article, {"headline": serializers.ReadOnlyField()}, "headline is no column"),
        (Article, {"author": serializers.ReadOnlyField()}, "author is no column"),
        (Article, {"tags": serializers.ReadOnlyField()}, "tags is no column"),
        (Article, {"x": serializers.SerializerMethodField(method_name="x")}, "whole instance"),
        (Article, {"x": serializers.CharField(source="author.nothing")}, "nothing is no column"),
        (Article, {"x": serializers.CharField(source="tags.name")}, "no relation to one row"),
        (Author, {"x": serializers.CharField(source="mentor.name")}, "may lead nowhere"),
        (Author, {"x": OwnRowsSerializer(many=True, source="articles")}, "Rows overrides"),
        (
            Author,
            {"x": reader(Article, title=None)(many=True, source="mentor.articles", read_only=True)},
            "'mentor.articles' may lead nowhere",
        ),
        (Article, {"author": OwnFieldsSerializer()}, "OwnFieldsSerializer overrides get_fields"),
        (Article, {"x": serializers.CharField(default=NEEDS_CONTEXT)}, "depends on the request"),
        (
            Author,
            {"x": serializers.SlugRelatedField("mentor__name", source="mentor", read_only=True)},
            "'mentor__name' may lead nowhere",
        ),
        (
            Author,
            {"x": reader(Article, missing=serializers.CharField())(many=True, source="articles")},
            "'articles' shows what no column holds",
        ),
        (Author, {"x": reader(Article, title=None)(many=True, source="name")}, "to many rows"),
        (Author, {"x": serializers.ImageField(source="name")}, "shows no file column"),
    ],
)
def test_left_to_the_serializer(model: Any, fields: Any, reason: str) -> None:
    serializer_class = reader(model, **fields)

    assert plan_for(serializer_class) is None
    assert reason in explain(serializer_class)


def test_a_plain_serializer_has_no_plan() -> None:
    class Plain(serializers.Serializer):
        name = serializers.CharField()

    assert explain(Plain) == "Plain has no plan: Plain is no model serializer"


@pytest.mark.parametrize(
    ("field", "shown"),
    [
        (serializers.DateTimeField(source="published_at", format="%Y"), "2026"),
        (
            serializers.DateTimeField(
                source="published_at",
                default_timezone=dt.timezone(dt.timedelta(hours=1)),
            ),
            "2026-11-23T11:30:00+01:00",
        ),
        (serializers.DateTimeField(source="published_at"), "2026-11-23T10:30:00Z"),
        (serializers.DateField(source="embargo", format="%d.%m."), "24.12."),
        (serializers.DateField(source="embargo"), "2026-12-24"),
        (serializers.TimeField(source="daily_at", format="%H"), "06"),
        (serializers.TimeField(source="daily_at"), "06:30:00"),
        (serializers.CharField(source="views"), "12"),
        (serializers.CharField(source="reference"), "6a1f0f3e-0d5b-4c55-8f3e-2f1a6a1f0f3e"),
        (
            serializers.UUIDField(source="reference", format="hex"),
            "6a1f0f3e0d5b4c558f3e2f1a6a1f0f3e",
        ),
        (serializers.IntegerField(source="price"), 12),
        (serializers.FloatField(source="views"), 12.0),
        (serializers.BigIntegerField(source="views"), 12),
        (serializers.BigIntegerField(source="views", coerce_to_string=True), "12"),
        (serializers.BooleanField(source="views"), True),
        (serializers.DecimalField(9, 3, source="price"), "12.500"),
        (serializers.DecimalField(8, 2, source="price"), "12.50"),
        (serializers.DecimalField(8, 2, source="price", normalize_output=True), "12.5"),
        (serializers.ChoiceField([(12, "a dozen")], source="views"), 12),
        (serializers.ChoiceField(["draft", "published"], source="status"), "published"),
        (serializers.JSONField(source="extra"), {"a": [1, None]}),
        (serializers.JSONField(source="extra", binary=True), b'{"a": [1, null]}'),
        (serializers.DictField(child=serializers.JSONField(), source="extra"), {"a": [1, None]}),
        (serializers.DurationField(source="reading_time"), "00:04:00"),
        (serializers.ReadOnlyField(source="author_id"), 5),
        (serializers.SlugRelatedField("name", source="author", read_only=True), "Ada"),
        (serializers.PrimaryKeyRelatedField(source="author", read_only=True), 5),
        (
            serializers.PrimaryKeyRelatedField(
                source="author", read_only=True, pk_field=serializers.CharField()
            ),
            "5",
        ),
    ],
    ids=lambda value: value.__class__.__name__ if isinstance(value, serializers.Field) else None,
)
def test_fields(field: Any, shown: Any) -> None:
    ArticleFactory.create(
        published=True,
        author=AuthorFactory.create(pk=5, name="Ada"),
        embargo=dt.date(2026, 12, 24),
        daily_at=dt.time(6, 30),
        reading_time=dt.timedelta(minutes=4),
        reference="6a1f0f3e-0d5b-4c55-8f3e-2f1a6a1f0f3e",
        views=12,
        price="12.50",
        extra={"a": [1, None]},
    )
    serializer_class = reader(Article, field=field)
    plan = plan_for(serializer_class)

    assert plan is not None, explain(serializer_class)
    with timezone.override("UTC"):
        assert plan.rows(Article.objects.all(), {}) == [{"field": shown}]
        assert serializer_class(Article.objects.all(), many=True).data == [{"field": shown}]
