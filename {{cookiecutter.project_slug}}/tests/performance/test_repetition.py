"""A request that asks row by row is told of in development, and ends a test."""

from typing import Any

import pytest
from django.conf import LazySettings
from django.urls import include, path
from rest_framework import serializers
from rest_framework.routers import DefaultRouter
from zeal import NPlusOneError

from apps.core import repetition
from apps.core.repetition import Repetition
from apps.core.serializers import BaseModelSerializer
from apps.core.viewsets import BaseReadOnlyViewSet
from config import urls as project
from tests.client import Api
from tests.factories.library import ArticleFactory
from tests.library.models import Article, Comment
from tests.library.views import HeadlineViewSet
from tests.unit.config.production import manage

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


class ForgetfulViewSet(HeadlineViewSet):
    """Shows authors, and does not join them."""

    select_related = {}


class CountingSerializer(BaseModelSerializer):
    comments = serializers.SerializerMethodField()

    class Meta:
        model = Article
        fields = ("id", "comments")

    def get_comments(self, article: Article) -> int:
        return Comment.objects.filter(article=article).count()


class CountingViewSet(BaseReadOnlyViewSet):
    """Counts comments for each row."""

    queryset = Article.objects.all()
    serializer_class = CountingSerializer


router = DefaultRouter()
router.register("forgetful", ForgetfulViewSet, basename="forgetful")
router.register("counting", CountingViewSet, basename="counting")
urlpatterns = [path("api/v1/", include(router.urls)), *project.urlpatterns]


@pytest.fixture(autouse=True)
def caller(auth_api: Api) -> None:
    """Somebody who is logged in."""


def test_a_relation_that_is_loaded_row_by_row(api: Api) -> None:
    ArticleFactory.create_batch(4)

    with pytest.raises(NPlusOneError, match=r"library\.Article\.author"):
        api.get("/api/v1/forgetful/")


def test_a_statement_for_each_row(api: Api) -> None:
    ArticleFactory.create_batch(4)
    assert len(api.get("/api/v1/counting/")["results"]) == 4
    ArticleFactory.create()

    with pytest.raises(Repetition) as caught:
        api.get("/api/v1/counting/")

    text = str(caught.value)
    line = CountingSerializer.get_comments.__code__.co_firstlineno + 1
    assert text.startswith(
        f"{__name__}.CountingViewSet runs 5 times, at tests/performance/test_repetition.py:{line}: SELECT"
    )
    assert "library_comment" in text


def test_a_developer_is_told(
    api: Api, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[dict[str, Any]] = []
    monkeypatch.setattr(repetition.log, "warning", lambda _, **values: told.append(values))
    settings.MIDDLEWARE = [
        name.replace("RefuseRepetition", "LogRepetition") for name in settings.MIDDLEWARE
    ]
    ArticleFactory.create_batch(5)

    assert len(api.get("/api/v1/counting/")["results"]) == 5

    (warning,) = told
    assert warning["view"] == f"{__name__}.CountingViewSet"
    assert warning["times"] == 5
    assert warning["place"].startswith("tests/performance/test_repetition.py:")
    assert "library_comment" in warning["sql"]


def test_a_list_of_values_is_one_shape_however_long() -> None:
    tally = repetition.Tally()
    for count in range(1, 6):
        tally(lambda *_: None, f"SELECT 1 WHERE 2 IN ({', '.join(['%s'] * count)})", ())

    assert tally.repeated() == {"SELECT 1 WHERE 2 IN (%s)": 5}


def test_nothing_of_it_is_in_production() -> None:
    command = (
        "from django.conf import settings; print(settings.INSTALLED_APPS, settings.MIDDLEWARE)"
    )

    found = manage("shell", "--no-imports", "--command", command).stdout

    assert "apps.core.middleware.RequestContextMiddleware" in found
    assert "zeal" not in found
    assert "repetition" not in found
