from collections.abc import Callable
from typing import Any, Final, cast

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from apps.accounts.models import User
from apps.accounts.permissions import permissions_of
from apps.content.access import within_reach
from apps.content.admin.forms import ArticleForm
from apps.content.admin.refusals import ServiceAdmin
from apps.content.models import Article, Revision
from apps.content.workflow import EDIT, EDITABLE, PUBLISH, WRITABLE, WRITE
from apps.core.admin import ReadOnlyInline
from services.content.articles import ArticleService
from services.content.workflow import WorkflowService
from services.errors import ServiceError
from utils.csv import csv_lines

EXPORTED: Final = ("id", "slug", "title", "byline", "category__name", "status", "published_at")
ACTIONS: Final = {
    "submit": _("Submit for review"),
    "reject": _("Return to its author"),
    "publish": _("Approve and publish"),
    "archive": _("Archive"),
    "reopen": _("Make a draft again"),
}


class RevisionInline(ReadOnlyInline):
    """The latest. The API has all of them, compares and restores them."""

    model = Revision
    fields = readonly_fields = ("number", "title", "author", "restored_from", "created_at")
    max_num = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[Revision]:
        rows: QuerySet[Revision] = super().get_queryset(request)
        return rows.select_related("author")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True  # of who sees the article

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def editor(request: HttpRequest) -> User:
    """Who the admin has let in."""
    return cast("User", request.user)


def moving(transition: str, label: str | Promise) -> Callable[..., None]:
    """An action that sends each of the chosen articles there, if the workflow lets it."""

    def move(modeladmin: Any, request: HttpRequest, articles: QuerySet[Article]) -> None:
        moved = 0
        for article in articles.order_by("pk"):
            try:
                WorkflowService().move(
                    by=editor(request),
                    article_id=article.pk,
                    transition=transition,
                )
            except ServiceError as refusal:
                modeladmin.message_user(request, f"{article}: {refusal}", messages.WARNING)
            else:
                moved += 1
        text = ngettext("%(count)d article changed.", "%(count)d articles changed.", moved)
        modeladmin.message_user(request, text % {"count": moved})

    move.__name__ = transition
    return admin.action(description=label)(move)  # type: ignore[arg-type]


@admin.register(Article)
class ArticleAdmin(ServiceAdmin):
    """What is written here goes through the same services as what comes by the API."""

    form = ArticleForm
    inlines = (RevisionInline,)
    list_display = ("title", "status", "byline", "category", "published_at", "updated_at")
    list_select_related = ("category",)
    list_filter = ("status", "category", "published_at")
    search_fields = ("title", "slug", "byline")
    date_hierarchy = "published_at"
    show_full_result_count = False
    autocomplete_fields = ("category", "tags", "cover", "preview_image")
    readonly_fields = (
        "author",
        "status",
        "note",
        "publish_at",
        "unpublish_at",
        "published_at",
        "revision",
        "reading_minutes",
    )
    actions = (*(moving(name, label) for name, label in ACTIONS.items()), "export_csv")
    fieldsets = (
        (None, {"fields": ("title", "slug", "summary", "body")}),
        (_("Filing"), {"fields": ("byline", "category", "tags", "cover", "preview_image")}),
        (
            _("Search engines"),
            {"fields": ("seo_title", "seo_description", "seo_keywords", "canonical_url")},
        ),
        (
            _("State"),
            {
                "fields": (
                    ("status", "note"),
                    ("publish_at", "unpublish_at", "published_at"),
                    ("author", "revision", "reading_minutes"),
                )
            },
        ),
    )

    def held(self, request: HttpRequest) -> frozenset[str]:
        """Asked once for a page."""
        if not hasattr(request, "content_permissions"):
            found = permissions_of(editor(request), "content")
            request.content_permissions = found  # type: ignore[attr-defined]
        return request.content_permissions  # type: ignore[attr-defined,no-any-return]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        rows: QuerySet[Article] = super().get_queryset(request)
        return within_reach(rows, editor(request), self.held(request))

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        held = self.held(request)
        if EDIT in held:
            return obj is None or obj.status in EDITABLE
        if obj is None:
            return bool(held & {WRITE, PUBLISH})
        return WRITE in held and obj.author_id == request.user.pk and obj.status in WRITABLE

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: Any) -> None:
        data = form.cleaned_data
        values = {name: data[name] for name in form.Meta.fields if name in data}
        for name in ("category", "cover", "preview_image"):
            values[f"{name}_id"] = getattr(values.pop(name, None), "pk", None)
        values["tags"] = [tag.pk for tag in values.get("tags") or ()]
        if change:
            ArticleService().update(by=editor(request), article_id=obj.pk, **values)
            return
        made = ArticleService().create(by=editor(request), **values)
        obj.pk, obj.slug = made.pk, made.slug

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        """The service has done it."""

    def construct_change_message(
        self,
        request: HttpRequest,
        form: Any,
        formsets: Any,
        add: bool = False,  # noqa: FBT001, FBT002 - Django's signature
    ) -> Any:
        """Revisions come by themselves."""
        return super().construct_change_message(request, form, [], add)

    def get_readonly_fields(self, request: HttpRequest, obj: Article | None = None) -> Any:
        """Readers know the address of what has been published once."""
        fixed = ("slug",) if obj is not None and obj.published_at else ()
        return (*super().get_readonly_fields(request, obj), *fixed)

    def delete_model(self, request: HttpRequest, obj: Article) -> None:
        ArticleService().delete(by=editor(request), article_id=obj.pk)

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """What readers can see is archived first."""
        allowed: bool = super().has_delete_permission(request, obj)
        return allowed and (obj is None or obj.status not in ("published", "scheduled"))

    @admin.action(description=_("Export as CSV"), permissions=["view"])
    def export_csv(
        self, request: HttpRequest, articles: QuerySet[Article]
    ) -> StreamingHttpResponse:
        return StreamingHttpResponse(
            csv_lines(EXPORTED, articles.values_list(*EXPORTED).iterator(chunk_size=1000)),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="articles.csv"'},
        )
