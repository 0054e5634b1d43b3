from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.content.events import MOVED
from apps.content.models import Article, Status
from apps.content.repositories import Admission, ArticleRepository
from apps.content.workflow import PUBLISH, TRANSITIONS, WRITE, Transition, Who
from apps.events.bus import publish
from apps.events.unit_of_work import unit_of_work
from services.content.entering import enter
from services.errors import Conflict, Forbidden, Invalid

SAVED: Final = ("status", "note", "publish_at", "unpublish_at", "published_at", "updated_at")


class WorkflowService:
    """An article's way from a draft to the archive, by the table in `apps/content/workflow.py`."""

    def __init__(self, articles: ArticleRepository | None = None) -> None:
        self.articles = articles or ArticleRepository()

    @unit_of_work()
    def move(
        self,
        *,
        by: User,
        article_id: UUID,
        transition: str,
        revision: int | None = None,
        **told: Any,
    ) -> Article:
        """With `revision`, only while that is the latest: what is approved is what was read.

        `told` may be `note`, `publish_at` and `unpublish_at`.
        """
        step = TRANSITIONS[transition]
        article, admission = enter(self.articles, by, article_id)
        require_allowed(step, article, by, admission)
        require_possible(step, article, revision)
        if step.target in (Status.SCHEDULED, Status.PUBLISHED):
            require_order(told.get("publish_at"), told.get("unpublish_at"))
        article.publish_at, article.unpublish_at = told.get("publish_at"), told.get("unpublish_at")
        article.note = told.get("note", "")
        carry_out(step, article, at=timezone.now())
        return article


def carry_out(step: Transition, article: Article, *, at: datetime) -> None:
    """On an article that is locked, in a unit of work."""
    visible = Status.PUBLISHED in (step.source, step.target)
    article.status = step.target
    if step.target == Status.PUBLISHED:
        article.published_at = article.published_at or at
    article.save(update_fields=SAVED)
    event = MOVED[step.name]
    publish(event(article.pk, slug=article.slug, is_visible=visible, transition=step.name))


def require_allowed(step: Transition, article: Article, by: User, admission: Admission) -> None:
    held = {WRITE: admission.may_write, PUBLISH: admission.may_publish}
    is_own = article.author_id == by.pk
    if not held[step.permission] or step.who == Who.CLOCK:
        raise Forbidden("permission_denied", _("You may not do that with articles."))
    if step.who == Who.WRITER and not (is_own or admission.may_edit):
        raise Forbidden("permission_denied", _("You may not edit the articles of others."))
    if step.who == Who.ANOTHER and is_own and not by.is_superuser:
        raise Forbidden("own_article", _("Somebody else has to approve what you have written."))


def require_possible(step: Transition, article: Article, revision: int | None) -> None:
    if article.status != step.source:
        message = _("Its status is “%(status)s”, and not “%(needed)s”.")
        names = {"status": article.get_status_display(), "needed": step.source.label}
        raise Conflict("wrong_status", message % names)
    if revision not in (None, article.revision):
        message = _("It has been changed meanwhile: read revision %(number)d first.")
        raise Conflict("changed_meanwhile", message % {"number": article.revision})
    if step.target == Status.REVIEW and not article.body:
        raise Conflict("incomplete", _("It has no text yet."))


def require_order(publish_at: datetime | None, unpublish_at: datetime | None) -> None:
    now = timezone.now()
    if publish_at and publish_at <= now:
        raise Invalid("in_the_past", _("Choose a time that is still to come."), "publish_at")
    if unpublish_at and unpublish_at <= (publish_at or now):
        message = _("Choose a time after the publication.")
        raise Invalid("in_the_past", message, "unpublish_at")
