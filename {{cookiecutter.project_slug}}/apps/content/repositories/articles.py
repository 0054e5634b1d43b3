"""Reads and writes of articles, their revisions, categories and tags."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    FilteredRelation,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Concat, Substr
from django.utils import timezone

from apps.accounts.models import User
from apps.content.access import what_may
from apps.content.models import Article, Category, Media, Revision, Status, Tag
from apps.content.models.media import MediaState
from apps.content.models.revision import TEXT
from apps.core.repositories import Repository

MOST_CATEGORIES: Final = 1_000


class Subtree(NamedTuple):
    """A category's present slug, and the ids of itself and of all below it."""

    slug: str
    ids: tuple[int, ...]


class Admission(NamedTuple):
    """What who asks may do, and how much of what they name is there."""

    may_write: bool
    may_edit: bool
    may_publish: bool
    has_category: bool
    has_cover: bool
    has_preview_image: bool
    tags_found: int


class ArticleRepository(Repository[Article]):
    model = Article

    def admission(self, user: User, values: dict[str, Any]) -> Admission:
        rows = User.objects.filter(pk=user.pk).annotate(**what_may(user), **named(values))
        return Admission(*rows.values_list(*Admission._fields).get())

    def locked_for(
        self, user: User, article_id: UUID, values: dict[str, Any], *, former: int = 0
    ) -> tuple[Article, Admission] | None:
        """All that a writer has to know, in one query; with `former` the text of that revision."""
        rows: QuerySet[Article] = Article.objects.filter(pk=article_id).select_related("author")
        rows = rows.annotate(**what_may(user), **named(values))
        if former:
            rows = rows.annotate(
                wanted=FilteredRelation("revisions", condition=Q(revisions__number=former)),
                **{f"former_{name}": F(f"wanted__{name}") for name in TEXT},
            )
        article = rows.select_for_update(of=("self",)).first()
        if article is None:
            return None
        return article, Admission(*(getattr(article, name) for name in Admission._fields))

    def set_tags(self, article: Article, tag_ids: Sequence[int], *, is_new: bool) -> None:
        """These and no others."""
        through = Article.tags.through
        if not is_new:
            through.objects.filter(article=article).exclude(tag__in=tag_ids).delete()
        rows = [through(article=article, tag_id=tag_id) for tag_id in tag_ids]
        through.objects.bulk_create(rows, ignore_conflicts=True)
        remember_tags(article, tag_ids)

    def delete(self, instance: Article) -> None:
        """Out of everybody's reach. Its row and its revisions stay."""
        Article.objects.filter(pk=instance.pk).delete()

    def forget(self, user: User) -> None:
        """Drafts that have never been published."""
        rows = Article.all_objects.filter(author=user, status=Status.DRAFT, published_at=None)
        rows.hard_delete()

    def to_release(self, *, before: datetime, limit: int) -> list[Article]:
        """Locked, but for those that another run has at hand."""
        rows = Article.objects.filter(status=Status.SCHEDULED, publish_at__lte=before)
        return list(rows.select_for_update(skip_locked=True).order_by("publish_at")[:limit])

    def to_expire(self, *, before: datetime, limit: int) -> list[Article]:
        rows = Article.objects.filter(status=Status.PUBLISHED, unpublish_at__lte=before)
        return list(rows.select_for_update(skip_locked=True).order_by("unpublish_at")[:limit])

    def published(self) -> QuerySet[Article]:
        rows: QuerySet[Article] = Article.objects.filter(status=Status.PUBLISHED)
        return rows

    def newest(self, count: int, *, categories: Sequence[int] | None = None) -> list[Article]:
        rows = self.published().order_by("-published_at", "id").prefetch_related("tags")
        if categories is not None:
            rows = rows.filter(category__in=categories)
        return list(rows.defer("body")[:count])

    def mapped(self) -> QuerySet[Article]:
        return self.published().only("slug", "updated_at").order_by("published_at", "id")

    def last_change(self) -> datetime | None:
        rows = self.published().order_by("-updated_at")
        return rows.values_list("updated_at", flat=True).first()


class MediaRepository(Repository[Media]):
    model = Media

    def pending(self, media_id: UUID) -> Media | None:
        return self.find(pk=media_id, state=MediaState.PENDING)

    def late(self, *, before: datetime, limit: int) -> list[UUID]:
        rows = Media.objects.filter(state=MediaState.PENDING, created_at__lt=before)
        return list(rows.order_by("created_at").values_list("pk", flat=True)[:limit])

    def remove(self, media: Media) -> None:
        """From the articles that show it, and then itself. The caller has locked it."""
        shown = {
            name: Case(When(**{name: media.pk}, then=None), default=F(f"{name}_id"))
            for name in ("cover", "preview_image")
        }
        Article.all_objects.filter(Q(cover=media.pk) | Q(preview_image=media.pk)).update(**shown)
        rows = Media.objects.filter(pk=media.pk)
        # Django's own way writes to the articles once for each of the two.
        rows._raw_delete(rows.db)  # noqa: SLF001

    def settle(self, media: Media, **values: Any) -> bool:
        """Whether it was still pending."""
        rows = Media.objects.filter(pk=media.pk, state=MediaState.PENDING)
        return bool(rows.update(updated_at=timezone.now(), **values))


class RevisionRepository(Repository[Revision]):
    model = Revision

    def keep(self, article: Article, *, by: User | None, restored_from: int | None = None) -> None:
        text = {name: getattr(article, name) for name in TEXT}
        Revision(
            article=article,
            number=article.revision,
            author=by,
            restored_from=restored_from,
            **text,
        ).save(force_insert=True)


class CategoryRepository(Repository[Category]):
    model = Category

    def tree(self) -> dict[int, Category]:
        return {row.pk: row for row in Category.objects.order_by("pk")}

    def locked_tree(self) -> dict[int, Category]:
        """All of it: whoever changes its shape holds it whole, so that no cycle can be made."""
        return {row.pk: row for row in Category.objects.select_for_update().order_by("pk")}

    def held_tree(self) -> dict[int, Category]:
        """The same with what others have added while this one waited for the lock."""
        list(Category.objects.select_for_update().order_by("pk").values_list("pk"))
        return self.tree()

    def save_former(self, categories: Iterable[Category]) -> None:
        Category.objects.bulk_update(categories, ["former_slugs"])

    def delete_empty(self, category: Category) -> bool:
        """Whether it was: nothing stands below it, and no article in it, deleted ones included."""
        rows = Category.objects.filter(
            ~Exists(Category.objects.filter(parent=OuterRef("pk"))),
            ~Exists(Article.all_objects.filter(category=OuterRef("pk"))),
            pk=category.pk,
        )
        # One query: Django's own way first reads each of the two.
        return bool(rows._raw_delete(rows.db))  # noqa: SLF001

    def subtrees(self) -> dict[str, Subtree]:
        """Of each category, by its slug, and by those it had that no other has."""
        rows = list(Category.objects.only("id", "slug", "former_slugs", "path"))
        found = {
            above.slug: Subtree(
                above.slug,
                tuple(row.pk for row in rows if row == above or row.path.startswith(above.inside)),
            )
            for above in rows
        }
        former = {slug: found[row.slug] for row in rows for slug in row.former_slugs}
        return former | found

    def move_below(self, category: Category, *, inside_before: str) -> None:
        """Everything below follows."""
        below = Category.objects.filter(path__startswith=inside_before)
        rest = Substr("path", len(inside_before) + 1)
        below.update(path=Concat(Value(category.inside), rest))


class TagRepository(Repository[Tag]):
    model = Tag


def remember_tags(article: Article, tag_ids: Iterable[int]) -> None:
    """As if they had been prefetched: nothing but their ids is shown."""
    known: Any = Tag.objects.all()
    known._result_cache = [Tag(pk=tag_id) for tag_id in sorted(tag_ids)]  # noqa: SLF001
    article._prefetched_objects_cache = {"tags": known}  # type: ignore[attr-defined]  # noqa: SLF001


def named(values: dict[str, Any]) -> dict[str, Any]:
    """Whether the category, and how many of the tags, that are about to be set are there."""
    tags = values.get("tags") or ()
    counted = Tag.objects.filter(pk__in=tags).order_by().annotate(every=Value(1)).values("every")
    found = Subquery(counted.annotate(found=Count("pk")).values("found"))
    return {
        "has_category": _is_there(Category, values.get("category_id")),
        "has_cover": _is_there(Media, values.get("cover_id")),
        "has_preview_image": _is_there(Media, values.get("preview_image_id")),
        "tags_found": Coalesce(found, 0) if tags else Value(0),
    }


def _is_there(model: type[Model], key: Any) -> Any:
    rows = model._default_manager.filter(pk=key)
    return Value(value=True) if key is None else Exists(rows)
