from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.content.caching import LISTS, counts_of, of_slug
from apps.content.models import Article
from apps.content.repositories import EngagementRepository
from apps.core.caching import get_or_compute, invalidate_after_commit, versioned_key
from apps.events.unit_of_work import unit_of_work
from services.errors import NotFound

RELATED: Final = 5


class ReaderService:
    """What readers do with what is published. Everything may be done twice, and counts once."""

    def __init__(self, readers: EngagementRepository | None = None) -> None:
        self.readers = readers or EngagementRepository()

    @unit_of_work()
    def react(self, *, by: User, slug: str, kind: str) -> None:
        self.readers.react(self._found(slug), by, kind)
        invalidate_after_commit(counts_of(slug))

    @unit_of_work()
    def unreact(self, *, by: User, slug: str, kind: str) -> None:
        if not self.readers.unreact(slug, by, kind):
            self._found(slug)
        invalidate_after_commit(counts_of(slug))

    @unit_of_work()
    def bookmark(self, *, by: User, slug: str) -> None:
        self.readers.keep(self._found(slug), by)

    @unit_of_work()
    def unbookmark(self, *, by: User, slug: str) -> None:
        """Also of what is not published any more."""
        if not self.readers.drop(slug, by):
            self._found(slug)

    @unit_of_work()
    def share(self, *, slug: str, channel: str) -> None:
        self.readers.share(self._found(slug), channel)
        invalidate_after_commit(counts_of(slug))

    def counts(self, slug: str) -> dict[str, Any]:
        article = self._found(slug)
        return get_or_compute(
            versioned_key("content.counts", str(article.pk)),
            lambda: self.readers.counts(article),
            timeout=60,
            tags=[counts_of(slug)],
        )

    def own(self, *, by: User, slug: str) -> dict[str, Any]:
        return self.readers.own(self._found(slug), by)

    def related(self, slug: str) -> Sequence[UUID]:
        """Ids of the articles that are nearest; computed once until what is published changes."""
        article = self._found(slug)
        return get_or_compute(
            versioned_key("content.related", str(article.pk)),
            lambda: self.readers.related(article, RELATED),
            timeout=600,
            tags=[LISTS, of_slug(slug)],
        )

    def _found(self, slug: str) -> Article:
        article = self.readers.article(slug)
        if article is None:
            raise NotFound("not_found", _("There is no such article."))
        return article
