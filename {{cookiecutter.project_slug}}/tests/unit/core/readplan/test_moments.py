"""Moments as PostgreSQL writes them, shown without being read."""

import datetime as dt

import pytest
from django.db import DataError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.serializers import DateTimeField

from apps.core.readplan import plan_for
from apps.core.readplan.leaves import moment_in_utc, moments
from apps.core.readplan.table import Run
from tests.factories.library import ArticleFactory
from tests.library.models import Article
from tests.library.serializers import ArticleSerializer

IN_UTC = [
    "2026-11-23 06:05:07+00",
    "2026-11-23 06:05:07.1+00",
    "2026-11-23 06:05:07.000001+00",
    "2026-11-23 06:05:07.12345+00",
    "2026-11-23 06:05:07.123456+00",
    "0001-01-01 00:00:00+00",
    "9999-12-31 23:59:59.999999+00",
]
ELSEWHERE = ["2026-06-01 14:00:00+02", "2026-06-01 14:00:00.5-03:30"]
BEYOND = ["infinity", "-infinity", "10000-01-01 00:00:00+00", "0044-03-15 12:00:00+00 BC"]


@pytest.mark.parametrize("text", IN_UTC)
def test_it_is_shown_as_the_serializer_shows_it(text: str) -> None:
    expected = DateTimeField().to_representation(dt.datetime.fromisoformat(text))

    assert moment_in_utc(text) == expected


@pytest.mark.parametrize("text", [*ELSEWHERE, *BEYOND])
def test_what_is_written_otherwise_is_not_taken_for_it(text: str) -> None:
    assert moment_in_utc(text) is None


def test_a_connection_in_another_zone_shows_the_same_moment() -> None:
    field = DateTimeField()
    run = Run({}, dt.UTC, {}, as_text=True)

    shown = moments(field)([*ELSEWHERE, None], [], run)

    read = [dt.datetime.fromisoformat(text) for text in ELSEWHERE]
    assert shown == [*map(field.to_representation, read), None]


@pytest.mark.parametrize("text", BEYOND)
def test_what_python_has_no_time_for_is_refused(text: str) -> None:
    with pytest.raises(DataError, match="Invalid isoformat string"):
        moments(DateTimeField())([text], [], Run({}, dt.UTC, {}, as_text=True))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("zone", "in_utc"), [("UTC", True), ("Etc/GMT", True), ("Asia/Tokyo", False)]
)
def test_they_are_asked_for_as_text_only_where_that_helps(zone: str, in_utc: bool) -> None:
    ArticleFactory.create()
    plan = plan_for(ArticleSerializer)
    assert plan is not None

    with timezone.override(zone), CaptureQueriesContext(connection) as captured:
        plan.rows(Article.objects.all(), {})

    as_text = '."created_at")::text' in captured[0]["sql"]
    assert as_text == (in_utc and connection.vendor == "postgresql")
