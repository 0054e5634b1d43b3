from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from rest_framework.pagination import PageNumberPagination
from rest_framework.permissions import AllowAny, IsAdminUser, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import ModelViewSet, ReadOnlyModelViewSet

from apps.audit.routes import routes
from apps.core.pagination import PagePagination
from apps.core.permissions import IsOwner
from apps.core.throttling import ScopedThrottle
from apps.core.viewsets import BaseModelViewSet
from tests.library.models import Article, Note
from tests.library.serializers import ArticleSerializer, HeadlineSerializer, NoteSerializer
from tests.unit.audit.auditing import found, resources, single


class SilentView(APIView):
    pass


class DecidedView(SilentView):
    permission_classes = (IsAuthenticated,)


class NoteViewSet(ModelViewSet):
    queryset = Note.objects.all()
    serializer_class = NoteSerializer
    permission_classes: Any = (IsAuthenticated,)
    pagination_class: Any = PagePagination


class ScopedNotes(NoteViewSet):
    def get_queryset(self) -> QuerySet[Note]:
        return super().get_queryset().filter(owner=self.request.user)


class NotesForStaff(NoteViewSet):
    permission_classes = (IsAdminUser,)


class NotesOfOwners(NoteViewSet):
    permission_classes = (IsOwner,)


class OpenView(APIView):
    permission_classes = (AllowAny,)

    def post(self, request: Request) -> Response:
        return Response()


class LimitedView(OpenView):
    throttle_classes = (*APIView.throttle_classes, ScopedThrottle)
    throttle_scope = "login"


class MisspeltView(LimitedView):
    throttle_scope = "logni"


@csrf_exempt
def unguarded(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


class EndlessPages(PageNumberPagination):
    page_size_query_param = "size"


class EndlessNotes(NoteViewSet):
    pagination_class = EndlessPages


class AllNotes(NoteViewSet):
    pagination_class = None


def names(*views: type) -> list[str]:
    return [f"{__name__}.{view.__name__}" for view in views]


def test_a_view_that_leaves_its_permission_to_the_default() -> None:
    assert found("V001", routes=single("x/", DecidedView)) == []
    assert found("V001", routes=single("x/", SilentView)) == names(SilentView)


def test_rows_of_others() -> None:
    for view in (ScopedNotes, NotesForStaff, NotesOfOwners):
        assert found("V002", routes=resources(notes=view)) == []

    actions = ("list", "retrieve", "update", "partial_update", "destroy")
    assert found("V002", routes=resources(notes=NoteViewSet)) == [
        f"{__name__}.NoteViewSet.{action}" for action in actions
    ]


def test_what_anybody_may_write_without_a_limit_of_its_own() -> None:
    assert found("V003", routes=single("x/", LimitedView)) == []
    assert found("V003", routes=single("x/", OpenView)) == names(OpenView)


def test_a_limit_without_a_rate() -> None:
    assert found("V004", routes=single("x/", LimitedView)) == []
    assert found("V004", routes=single("x/", MisspeltView)) == names(MisspeltView)


def test_a_page_without_csrf_protection() -> None:
    assert found("V005", routes=single("x/", OpenView)) == []
    assert found("V005", routes=list(routes([path("x/", unguarded)]))) == [f"{__name__}.unguarded"]


def test_lists_have_an_end() -> None:
    assert found("V010", routes=resources(notes=NoteViewSet)) == []
    assert found("V010", routes=resources(notes=AllNotes)) == names(AllNotes)
    assert found("V010", routes=resources(notes=EndlessNotes)) == names(EndlessNotes)


def articles(serializer: Any = ArticleSerializer, **own: Any) -> Any:
    declared = {"queryset": Article.objects.all(), "serializer_class": serializer, **own}
    return resources(
        articles=type("Articles", (BaseModelViewSet,), {"__module__": "made", **declared})
    )


def test_relations_that_are_shown_are_fetched() -> None:
    joins = {"default": ("author", "category")}

    assert (
        found(
            "V011", routes=articles(select_related=joins, prefetch_related={"default": ("tags",)})
        )
        == []
    )
    assert found("V011", routes=articles(select_related=joins)) == ["made.Articles.retrieve.tags"]


def test_a_list_that_no_plan_reads_needs_its_relations_too() -> None:
    assert found("V011", routes=articles(HeadlineSerializer)) == [
        "made.Articles.list.author",
        "made.Articles.retrieve.author",
    ]
    joined = Article.objects.select_related("author")
    assert found("V011", routes=articles(HeadlineSerializer, queryset=joined)) == []


def test_what_clients_sort_and_filter_by_is_in_an_index() -> None:
    good = articles(
        ordering_fields=("published_at",), filterset_fields=("status", "author", "tags")
    )
    bad = articles(ordering_fields=("views",), filterset_fields=("author__name",))

    assert found("M023", routes=good) == []
    assert found("M023", routes=bad) == ["made.Articles.views", "made.Articles.author__name"]


class Readers(ReadOnlyModelViewSet):
    queryset = Article.objects.all()
    serializer_class = ArticleSerializer


def test_addresses() -> None:
    good, slash = resources(articles=Readers), single("api/v1/articles", SilentView)

    for check in ("U001", "U002", "U003", "U004", "U005"):
        assert found(check, routes=good) == []
    assert found("U001", routes=slash) == ["/api/v1/articles"]
    assert found("U002", routes=resources(old_articles=Readers)) == [
        "/api/v1/old_articles/",
        "/api/v1/old_articles/{pk}/",
    ]
    assert found("U003", routes=resources(article=Readers)) == ["/api/v1/article/"]
    moved = [
        type(route)(route.path.replace("/v1", ""), route.callback, route.view, route.actions)
        for route in good
    ]
    assert found("U004", routes=moved) == ["/api/articles/", "/api/articles/{pk}/"]
    assert found("U005", routes=[*good, good[0]]) == ["/api/v1/articles/"]
