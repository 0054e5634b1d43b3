from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from apps.events.event import Event


@dataclass(frozen=True)
class ArticleEvent(Event):
    """Base of what happens to an article. `is_visible` if readers see a difference."""

    aggregate: ClassVar = ("article", "article_id")

    article_id: UUID
    slug: str
    is_visible: bool = False


@dataclass(frozen=True)
class ArticleCreated(ArticleEvent):
    pass


@dataclass(frozen=True)
class ArticleChanged(ArticleEvent):
    """Its text, if `revision` is a new one, or where it is filed."""

    revision: int = 1


@dataclass(frozen=True)
class ArticleDeleted(ArticleEvent):
    pass


@dataclass(frozen=True)
class ArticleMoved(ArticleEvent):
    """By a transition of `apps/content/workflow.py`."""

    transition: str = ""


@dataclass(frozen=True)
class ArticleSubmitted(ArticleMoved):
    pass


@dataclass(frozen=True)
class ArticleReturned(ArticleMoved):
    """To draft, by its author or by who has reviewed it."""


@dataclass(frozen=True)
class ArticleScheduled(ArticleMoved):
    pass


@dataclass(frozen=True)
class ArticleUnscheduled(ArticleMoved):
    pass


@dataclass(frozen=True)
class ArticlePublished(ArticleMoved):
    pass


@dataclass(frozen=True)
class ArticleArchived(ArticleMoved):
    pass


@dataclass(frozen=True)
class CategoriesChanged(Event):
    aggregate: ClassVar = ("category", "category_id")

    category_id: int


@dataclass(frozen=True)
class TagChanged(Event):
    aggregate: ClassVar = ("tag", "tag_id")

    tag_id: int


@dataclass(frozen=True)
class MediaUploaded(Event):
    aggregate: ClassVar = ("media", "media_id")

    media_id: UUID


@dataclass(frozen=True)
class MediaChanged(Event):
    """It is ready, is described otherwise, or is gone."""

    aggregate: ClassVar = ("media", "media_id")

    media_id: UUID


@dataclass(frozen=True)
class CommentEvent(Event):
    """Base of what happens to a comment."""

    aggregate: ClassVar = ("comment", "comment_id")

    comment_id: UUID
    article_id: UUID
    slug: str


@dataclass(frozen=True)
class CommentWritten(CommentEvent):
    """Nobody sees it yet."""


@dataclass(frozen=True)
class CommentModerated(CommentEvent):
    state: str = "approved"


@dataclass(frozen=True)
class CommentRemoved(CommentEvent):
    """By its author."""


MOVED: dict[str, type[ArticleMoved]] = {
    "submit": ArticleSubmitted,
    "withdraw": ArticleReturned,
    "reject": ArticleReturned,
    "publish": ArticlePublished,
    "schedule": ArticleScheduled,
    "unschedule": ArticleUnscheduled,
    "release": ArticlePublished,
    "archive": ArticleArchived,
    "expire": ArticleArchived,
    "reopen": ArticleReturned,
}
