from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from apps.content import caching
from apps.content.events import (
    ArticleEvent,
    ArticlePublished,
    CategoriesChanged,
    CommentEvent,
    CommentModerated,
    MediaChanged,
    MediaUploaded,
    TagChanged,
)
from apps.content.models import Media
from apps.events.event import Event
from services.content.media import MediaService
from tests.contracts.subscribed import CACHE, Subscriber, dropping
from tests.contracts.worlds import World, owner
from tests.factories.pictures import picture, upload

ANY = UUID(int=7)


def made(world: World, patch: pytest.MonkeyPatch) -> tuple[Event, Callable[[], Any]]:
    by, file = world.the(owner).user, upload(picture())
    media = MediaService().upload(by=by, file=file, name="tree.png", size=file.size or 0)
    rows = Media.objects.filter(pk=media.pk).values_list("state", "full", "updated_at")
    return MediaUploaded(media.pk), rows.get


SUBSCRIBERS = (
    Subscriber("content.media", (MediaUploaded,), made),
    Subscriber(
        CACHE,
        (ArticleEvent,),
        dropping(
            lambda _: ArticlePublished(ANY, slug="news", is_visible=True),
            caching.LISTS,
            caching.of_slug("news"),
        ),
    ),
    Subscriber(
        CACHE,
        (CategoriesChanged,),
        dropping(lambda _: CategoriesChanged(7), *caching.OF_CATEGORIES),
    ),
    Subscriber(CACHE, (TagChanged,), dropping(lambda _: TagChanged(7), *caching.OF_TAGS)),
    Subscriber(CACHE, (MediaChanged,), dropping(lambda _: MediaChanged(ANY), *caching.OF_MEDIA)),
    Subscriber(
        CACHE,
        (CommentEvent,),
        dropping(
            lambda _: CommentModerated(ANY, article_id=ANY, slug="news"),
            "content.comments:news",
            caching.counts_of("news"),
        ),
    ),
)
