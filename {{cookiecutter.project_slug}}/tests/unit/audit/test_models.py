from typing import Any

import pytest
from django.db import models
from django.db.models import Q
from django.test.utils import isolate_apps

from apps.core.models import SoftDeleteModel, TimestampedModel, unique_among_live
from tests.unit.audit.auditing import found


class Status(models.TextChoices):
    OPEN = "open"


def model(*bases: type, meta: dict[str, Any] | None = None, **own: Any) -> Any:
    """A model of the library's, which no other test sees."""
    attributes = {
        "__module__": __name__,
        "Meta": type("Meta", (), {"app_label": "library", **(meta or {})}),
    }
    with isolate_apps("tests.library"):
        return type("Made", bases or (models.Model,), {**attributes, **own})


def parent() -> Any:
    return models.ForeignKey("library.Author", models.CASCADE, db_index=False)


STATUS_KNOWN = models.CheckConstraint(condition=Q(status__in=Status.values), name="known")
BY_TITLE = models.Index(fields=["title"], name="by_title")

CASES: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "M001": ({"__str__": lambda _: "x"}, {}, "library.Made"),
    "M002": (
        {"a": models.IntegerField()},
        {"a": models.IntegerField(), "meta": {"unique_together": [("id", "a")]}},
        "library.Made",
    ),
    "M003": (
        {"status": models.CharField(choices=Status), "meta": {"constraints": [STATUS_KNOWN]}},
        {"status": models.CharField(choices=Status)},
        "library.Made.status",
    ),
    "M004": (
        {"body": models.TextField()},
        {"body": models.TextField(max_length=100)},
        "library.Made.body",
    ),
    "M005": (
        {"unit_price": models.DecimalField(), "weight": models.FloatField()},
        {"unit_price": models.FloatField()},
        "library.Made.unit_price",
    ),
    "M020": (
        {"title": models.CharField(), "meta": {"indexes": [BY_TITLE]}},
        {"title": models.CharField(), "meta": {"indexes": [models.Index(fields=["title"])]}},
        "library.Made.library_mad_title_ac4307_idx",
    ),
    "M021": (
        {
            "author": parent(),
            "meta": {"indexes": [models.Index(fields=["author", "id"], name="a")]},
        },
        {
            "author": parent(),
            "meta": {"indexes": [models.Index(fields=["id", "author"], name="b")]},
        },
        "library.Made.author",
    ),
    "M022": (
        {"title": models.CharField(), "meta": {"ordering": ["-title"], "indexes": [BY_TITLE]}},
        {"title": models.CharField(), "meta": {"ordering": ["-title"]}},
        "library.Made.title",
    ),
}


@pytest.mark.parametrize("check", CASES)
def test_a_model_passes_and_another_fails(check: str) -> None:
    good, bad, subject = CASES[check]

    assert found(check, models=[model(**good)]) == []
    assert found(check, models=[model(**bad)]) == [subject]


def test_common_columns_come_from_the_core() -> None:
    stamps: dict[str, Any] = {
        "created_at": models.DateTimeField(),
        "updated_at": models.DateTimeField(),
    }

    assert found("M006", models=[model(TimestampedModel)]) == []
    assert found("M006", models=[model(**stamps)]) == ["library.Made"]


def test_a_deleted_row_does_not_keep_its_name() -> None:
    class Meta(SoftDeleteModel.Meta):
        app_label = "library"
        constraints = [*SoftDeleteModel.Meta.constraints, unique_among_live("name", name="once")]

    good = model(SoftDeleteModel, name=models.CharField(), Meta=Meta)
    bad = model(SoftDeleteModel, name=models.CharField(unique=True))

    assert found("M007", models=[good]) == []
    assert found("M007", models=[bad]) == ["library.Made.name"]


def test_a_column_behind_the_foreign_key_that_scopes_a_list_is_served() -> None:
    index = models.Index(fields=["author", "title"], name="titles_of_an_author")
    meta = {"ordering": ["title"], "indexes": [index]}

    assert found("M022", models=[model(author=parent(), title=models.CharField(), meta=meta)]) == []
