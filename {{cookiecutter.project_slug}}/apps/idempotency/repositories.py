import uuid
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.core.repositories import Repository
from apps.idempotency.models import IdempotentRequest

# Longer than any request lives: after it the process that had it is gone, with what it began.
LOCK: Final = timedelta(seconds=60)


class IdempotencyRepository(Repository[IdempotentRequest]):
    model = IdempotentRequest

    def claim(self, *, user_id: int, key: str, fingerprint: str) -> tuple[IdempotentRequest, bool]:
        """The request of this key, and whether the caller is the one to carry it out."""
        now = timezone.now()
        mine: dict[str, Any] = {
            "fingerprint": fingerprint,
            "fence": uuid.uuid4(),
            "locked_until": now + LOCK,
            "expires_at": now + timedelta(hours=settings.IDEMPOTENCY_HOURS),
        }
        try:
            with transaction.atomic():
                row = IdempotentRequest.objects.create(user_id=user_id, key=key, **mine)
        except IntegrityError:
            return self._claim_known(user_id, key, mine, now)
        return row, True

    def finish(self, row: IdempotentRequest, **answer: Any) -> bool:
        """Whether nobody has taken it over meanwhile."""
        return bool(self._held(row).update(**answer))

    def release(self, row: IdempotentRequest) -> None:
        """Nothing was done: the key may be used for something else."""
        self._held(row).delete()

    def delete_expired(self) -> int:
        return IdempotentRequest.objects.filter(expires_at__lte=timezone.now()).delete()[0]

    def _claim_known(
        self, user_id: int, key: str, mine: dict[str, Any], now: datetime
    ) -> tuple[IdempotentRequest, bool]:
        row = IdempotentRequest.objects.filter(user_id=user_id, key=key).first()
        if row is None:  # released since
            return self.claim(user_id=user_id, key=key, fingerprint=mine["fingerprint"])
        lost = row.status is None and row.locked_until <= now
        if row.expires_at <= now or (lost and row.fingerprint == mine["fingerprint"]):
            taken = self._held(row).update(status=None, headers={}, body="", **mine)
            row.refresh_from_db()
            return row, bool(taken)
        return row, False

    def _held(self, row: IdempotentRequest) -> Any:
        return IdempotentRequest.objects.filter(pk=row.pk, fence=row.fence)
