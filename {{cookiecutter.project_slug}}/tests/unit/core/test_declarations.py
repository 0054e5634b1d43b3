"""What a view set or serializer declares wrongly is told when it is defined, or first used."""

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from apps.core.viewsets import BaseModelViewSet, BaseReadOnlyViewSet
from apps.core.viewsets.services import ServiceViewSet
from tests.library.models import Article
from tests.library.serializers import ArticleSerializer, AuthorSerializer


def test_a_list_without_an_end() -> None:
    with pytest.raises(ImproperlyConfigured, match="Endless has no pagination"):

        class Endless(BaseReadOnlyViewSet):
            pagination_class = None


@pytest.mark.parametrize("attribute", ["select_related", "prefetch_related", "serializer_classes"])
def test_an_action_that_does_not_exist(attribute: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=f"{attribute} names 'retreive'"):
        type("Mistyped", (BaseReadOnlyViewSet,), {attribute: {"retreive": ()}})


def test_no_serializer() -> None:
    class Bare(BaseModelViewSet):
        queryset = Article.objects.all()

    with pytest.raises(ImproperlyConfigured, match="Bare declares no serializer"):
        Bare(action="list").get_serializer_class()


@pytest.mark.parametrize(
    ("action", "accepts", "shows"),
    [
        ("list", "list", "list"),
        ("retrieve", "read", "read"),
        ("create", "write", "read"),
        ("update", "update", "read"),
        ("partial_update", "update", "read"),
        ("destroy", "read", "read"),
        ("metadata", "read", "read"),
    ],
)
def test_each_action_finds_its_serializer(action: str, accepts: str, shows: str) -> None:
    classes: dict[str, Any] = {
        name: type(name, (ArticleSerializer,), {}) for name in ("list", "read", "write", "update")
    }

    class View(BaseModelViewSet):
        serializer_classes = classes

    view = View(action=action)

    assert view.get_serializer_class() is classes[accepts]
    assert view.get_read_serializer_class() is classes[shows]


def test_an_enclosing_serializer_takes_fields_away() -> None:
    assert AuthorSerializer(exclude_fields=["email", "born"]).fields.keys() == {"id", "name"}


def test_an_unknown_field_cannot_be_taken_away() -> None:
    with pytest.raises(ValueError, match="AuthorSerializer has no field emial"):
        _ = AuthorSerializer(exclude_fields=["emial"]).fields


def test_what_is_of_the_whole_site_is_written_for_nobody_in_particular() -> None:
    class Everybodys(ServiceViewSet):
        queryset = Article.objects.all()

    assert Everybodys().whose() == {}
