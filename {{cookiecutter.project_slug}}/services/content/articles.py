import secrets
from contextlib import AbstractContextManager
from typing import Any, Final
from uuid import UUID

from django.utils.text import slugify
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.content import richtext
from apps.content.events import ArticleChanged, ArticleCreated, ArticleDeleted
from apps.content.models import Article, Status
from apps.content.models.revision import TEXT
from apps.content.repositories import Admission, ArticleRepository, RevisionRepository
from apps.content.workflow import EDITABLE, WRITABLE
from apps.events.bus import publish
from apps.events.unit_of_work import unit_of_work
from services.content.entering import enter
from services.content.naming import filed, once
from services.errors import Conflict, Forbidden, Invalid, Problem

LONGEST_SLUG: Final = 160


class ArticleService:
    """Articles before and after they are published. Each change of the text is a revision."""

    def __init__(
        self,
        articles: ArticleRepository | None = None,
        revisions: RevisionRepository | None = None,
    ) -> None:
        self.articles = articles or ArticleRepository()
        self.revisions = revisions or RevisionRepository()

    @filed()
    @unit_of_work()
    def create(self, *, by: User, **values: Any) -> Article:
        """A draft of `by`. Without a slug it gets one from its title."""
        admission = self.articles.admission(by, values)
        if not admission.may_write:
            raise Forbidden("permission_denied", _("You may not write articles."))
        require_named(admission, values)
        tags = values.pop("tags", [])
        article = Article(author=by, **values)
        article.byline = article.byline or by.profile.display_name
        prepare(article)
        self._insert(article)
        self.articles.set_tags(article, tags, is_new=True)
        self.revisions.keep(article, by=by)
        publish(ArticleCreated(article.pk, slug=article.slug))
        return article

    @filed()
    @unit_of_work()
    def update(self, *, by: User, article_id: UUID, **values: Any) -> Article:
        article, admission = enter(self.articles, by, article_id, values)
        require_changeable(article, by, admission)
        require_named(admission, values)
        tags = values.pop("tags", None)
        self.write(article, by=by, values=values)
        if tags is not None:
            self.articles.set_tags(article, tags, is_new=False)
        return article

    def write(
        self,
        article: Article,
        *,
        by: User,
        values: dict[str, Any],
        restored_from: int | None = None,
    ) -> None:
        """To an article that is locked, in a unit of work."""
        slug = values.get("slug") or article.slug
        if slug != article.slug and article.published_at:
            message = _("Readers know this address already: it stays.")
            raise Conflict("slug_is_public", message)
        before = {name: getattr(article, name) for name in TEXT}
        for name, value in (values | {"slug": slug}).items():
            setattr(article, name, value)
        prepare(article)
        has_new_text = any(getattr(article, name) != text for name, text in before.items())
        article.revision += has_new_text
        self._save(article, values)
        if has_new_text:
            self.revisions.keep(article, by=by, restored_from=restored_from)
        publish(
            ArticleChanged(
                article.pk,
                slug=article.slug,
                is_visible=article.is_public,
                revision=article.revision,
            )
        )

    @unit_of_work()
    def delete(self, *, by: User, article_id: UUID) -> None:
        """What readers can see is archived first."""
        article, admission = enter(self.articles, by, article_id)
        if article.status in (Status.PUBLISHED, Status.SCHEDULED):
            raise Conflict("published", _("Archive it first, or take it off the schedule."))
        require_changeable(article, by, admission, EDITABLE | {Status.ARCHIVED})
        self.articles.delete(article)
        publish(ArticleDeleted(article.pk, slug=article.slug))

    def _insert(self, article: Article) -> None:
        """A slug that was made here makes way for one that is there."""
        wanted = article.slug
        article.slug = wanted or slugify(article.title)[:LONGEST_SLUG] or "article"
        try:
            with _own_slug():
                article.save(force_insert=True)
        except Conflict:
            if wanted:
                raise
            article.slug = f"{article.slug[: LONGEST_SLUG - 9]}-{secrets.token_hex(4)}"
            article.save(force_insert=True)

    def _save(self, article: Article, values: dict[str, Any]) -> None:
        names = {*values, "slug", "revision", "reading_minutes", "updated_at"}
        with _own_slug():
            article.save(update_fields=names)


def prepare(article: Article) -> None:
    article.body = richtext.clean(article.body)
    article.reading_minutes = richtext.minutes_to_read(article.body)


def require_named(admission: Admission, values: dict[str, Any]) -> None:
    problems = [
        Problem("does_not_exist", message, name)
        for name, message in (
            ("category", _("There is no such category.")),
            ("cover", _("There is no such picture.")),
            ("preview_image", _("There is no such picture.")),
        )
        if not getattr(admission, f"has_{name}")
    ]
    if admission.tags_found < len(set(values.get("tags") or ())):
        problems.append(Problem("does_not_exist", _("There is no such tag."), "tags"))
    if problems:
        raise Invalid.of(problems)


def require_changeable(
    article: Article,
    by: User,
    admission: Admission,
    by_editors: frozenset[Status] = EDITABLE,
) -> None:
    if not admission.may_edit and article.author_id != by.pk:
        raise Forbidden("permission_denied", _("You may not edit the articles of others."))
    if article.status not in (by_editors if admission.may_edit else WRITABLE):
        message = _("It is not a draft any more: %(status)s.")
        raise Conflict("not_editable", message % {"status": article.get_status_display()})


def _own_slug() -> AbstractContextManager[None]:
    return once("slug_taken", _("Another article has this address."))
