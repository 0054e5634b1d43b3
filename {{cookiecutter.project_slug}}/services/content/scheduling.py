from typing import Final

from django.utils import timezone

from apps.content.repositories import ArticleRepository
from apps.content.workflow import TRANSITIONS
from apps.events.unit_of_work import unit_of_work
from services.content.workflow import carry_out

BATCH: Final = 100  # articles of one transaction
MOST: Final = 50  # batches of one run: the next one goes on


class SchedulingService:
    """What the clock does: publish what is due, and archive what has had its time."""

    def __init__(self, articles: ArticleRepository | None = None) -> None:
        self.articles = articles or ArticleRepository()

    def run(self) -> int:
        """How many it moved. Two runs at once share the work: rows are skipped that the other has."""
        moved = 0
        for name in ("release", "expire"):
            for _ in range(MOST):
                batch = self._move(name)
                moved += batch
                if batch < BATCH:
                    break
        return moved

    @unit_of_work()
    def _move(self, name: str) -> int:
        now = timezone.now()
        find = self.articles.to_release if name == "release" else self.articles.to_expire
        due = find(before=now, limit=BATCH)
        for article in due:
            carry_out(TRANSITIONS[name], article, at=now)
        return len(due)
