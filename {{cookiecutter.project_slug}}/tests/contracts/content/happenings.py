from datetime import timedelta
from typing import Any

from django.utils import timezone

from apps.content.models import Article, Status
from tests.contracts.content.routes import ARTICLES, draft
from tests.contracts.happening import Asked
from tests.contracts.worlds import World


def moved(transition: str, source: Status, **told: Any) -> Asked:
    """The draft, which is no draft any more."""

    def body(world: World) -> dict[str, Any]:
        Article.objects.filter(pk=world.the(draft).pk).update(
            status=source, publish_at=timezone.now(), published_at=timezone.now()
        )
        return {"transition": transition, **told}

    return Asked("POST " + ARTICLES + "{id}/transitions/", body=body)


def tomorrow() -> str:
    return (timezone.now() + timedelta(days=1)).isoformat()


HAPPENINGS = {
    "content.article_created": Asked("POST " + ARTICLES),
    "content.article_changed": Asked("PATCH " + ARTICLES + "{id}/"),
    "content.article_deleted": Asked("DELETE " + ARTICLES + "{id}/"),
    "content.article_submitted": moved("submit", Status.DRAFT),
    "content.article_returned": moved("reject", Status.REVIEW),
    "content.article_scheduled": moved("schedule", Status.REVIEW, publish_at=tomorrow()),
    "content.article_unscheduled": moved("unschedule", Status.SCHEDULED),
    "content.article_published": moved("publish", Status.REVIEW),
    "content.article_archived": moved("archive", Status.PUBLISHED),
    "content.categories_changed": Asked("POST editorial/categories/"),
    "content.tag_changed": Asked("POST editorial/tags/"),
    "content.media_uploaded": Asked("POST editorial/media/"),
    "content.media_changed": Asked("PATCH editorial/media/{id}/"),
    "content.comment_written": Asked("POST articles/{slug}/comments/"),
    "content.comment_moderated": Asked("PATCH editorial/comments/{id}/"),
    "content.comment_removed": Asked("DELETE comments/{comment_id}/"),
}
