from typing import Any

import pytest
from rest_framework import serializers
from rest_framework.viewsets import ModelViewSet

from apps.accounts.models import User
from apps.core.serializers import BaseModelSerializer
from tests.library.models import Article
from tests.unit.audit.auditing import found, resources


def serializer(base: Any = BaseModelSerializer, *, of: Any = Article, **own: Any) -> Any:
    fields = {name: value for name, value in own.items() if name.startswith("get_")}
    declared = {name: value for name, value in own.items() if isinstance(value, serializers.Field)}
    meta = {"model": of, "fields": tuple(declared) or ("id",), **own.get("meta", {})}
    return type(
        "Made",
        (base,),
        {"__module__": "made", "Meta": type("Meta", (), meta), **fields, **declared},
    )


def queries(self: Any, article: Article) -> int:
    return article.comments.filter(text="").count()


def counts(self: Any, article: Article) -> int:
    return len(article.comments.all())


SECRET = {"fields": ("password",)}
CASES: dict[str, tuple[Any, Any, str]] = {
    "S001": (serializer(), serializer(meta={"fields": "__all__"}), "made.Made"),
    "S002": (serializer(), serializer(meta={"depth": 1}), "made.Made"),
    "S003": (
        serializer(of=User, meta={**SECRET, "extra_kwargs": {"password": {"write_only": True}}}),
        serializer(of=User, meta=SECRET),
        "made.Made.password",
    ),
    "S004": (
        serializer(of=User, meta={"fields": ("is_staff",), "read_only_fields": ("is_staff",)}),
        serializer(of=User, meta={"fields": ("is_staff",)}),
        "made.Made.is_staff",
    ),
    "S005": (
        serializer(n=serializers.SerializerMethodField(), get_n=counts),
        serializer(n=serializers.SerializerMethodField(), get_n=queries),
        "made.Made.n",
    ),
    "S006": (serializer(), serializer(serializers.ModelSerializer), "made.Made"),
}


@pytest.mark.parametrize("check", CASES)
def test_a_serializer_passes_and_another_fails(check: str) -> None:
    good, bad, subject = CASES[check]

    assert found(check, serializers=[good]) == []
    assert found(check, serializers=[bad]) == [subject]


def test_what_clients_send_has_an_end() -> None:
    class NoteSerializer(serializers.Serializer):
        short = serializers.CharField(max_length=10)
        shown = serializers.CharField(read_only=True)
        long = serializers.CharField()
        many: Any = serializers.ListField(child=serializers.CharField(max_length=5))

    class NoteViewSet(ModelViewSet):
        queryset = Article.objects.all()
        serializer_class = NoteSerializer

    assert found("S007", routes=resources(notes=NoteViewSet)) == [
        "NoteSerializer.long",
        "NoteSerializer.many",
    ]
