from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.core.repositories import Repository
from apps.queueing.models import DeadLetter, DoneTask


class DeadLetterRepository(Repository[DeadLetter]):
    model = DeadLetter

    def waiting(self, *, task: str = "", ids: Iterable[str] = ()) -> list[DeadLetter]:
        """Those that nobody has replayed, the oldest first."""
        rows = DeadLetter.objects.filter(replayed_at=None).order_by("failed_at", "id")
        if task:
            rows = rows.filter(task=task)
        if ids:
            rows = rows.filter(pk__in=ids)
        return list(rows)

    def keep(self, letter: DeadLetter) -> bool:
        """Whether it was stored: one of this id may be there already."""
        if DeadLetter.objects.filter(task_id=letter.task_id).exists():
            return False
        letter.save(force_insert=True)
        return True

    def take(self, letter: DeadLetter, *, at: datetime) -> bool:
        """Whether it had not been replayed: of two who replay it one is told so."""
        rows = DeadLetter.objects.filter(pk=letter.pk, replayed_at=None)
        return bool(rows.update(replayed_at=at))


class DoneTaskRepository(Repository[DoneTask]):
    model = DoneTask

    def note(self, key: str) -> bool:
        """Whether it is new. In a transaction: of two at once the second waits, and is told no."""
        try:
            with transaction.atomic():
                DoneTask.objects.create(key=key)
        except IntegrityError:
            return False
        return True


def prune(*, days: int) -> int:
    """Forget done tasks, and dead letters that were replayed, after so many days."""
    before = timezone.now() - timedelta(days=days)
    done = DoneTask.objects.filter(done_at__lt=before).delete()[0]
    return done + DeadLetter.objects.filter(replayed_at__lt=before).delete()[0]
