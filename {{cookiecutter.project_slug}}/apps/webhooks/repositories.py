from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from apps.core.repositories import Repository
from apps.organizations.models import Organization
from apps.webhooks.models import Attempt, Delivery, Received, State, Webhook

AT_A_TIME: Final = 4  # deliveries of one webhook
BATCH: Final = 500  # of those that are deleted


class WebhookRepository(Repository[Webhook]):
    model = Webhook

    def active_of(self, organization_id: UUID, *, deleted: bool = False) -> list[Webhook]:
        """Also of an organization that was just `deleted`, so that they hear of it."""
        reachable = Q(organization__is_active=True)
        if deleted:
            reachable |= Q(organization__deleted_at__isnull=False)
        rows = Webhook.objects.filter(reachable, organization=organization_id, is_active=True)
        return list(rows)

    def count(self, organization: Organization) -> int:
        found: int = Webhook.objects.filter(organization=organization).count()
        return found

    def locked_in(self, organization: Organization, webhook_id: UUID) -> Webhook | None:
        rows: QuerySet[Webhook] = Webhook.objects.filter(organization=organization, pk=webhook_id)
        return rows.select_for_update().first()

    def delete(self, instance: Webhook) -> None:
        """Out of everybody's reach. `prune_webhooks` deletes it, with its log, which may be long."""
        Webhook.objects.filter(pk=instance.pk).delete()

    def answered(self, webhook: Webhook) -> None:
        Webhook.objects.filter(pk=webhook.pk, failing_since__isnull=False).update(
            failing_since=None
        )

    def failed(self, webhook: Webhook, *, at: datetime) -> None:
        Webhook.objects.filter(pk=webhook.pk, failing_since=None).update(failing_since=at)

    def disable(
        self, webhook: Webhook, *, at: datetime, failing_before: datetime | None = None
    ) -> bool:
        """Whether it was on until now, and, if that is asked, has failed since before then."""
        rows = Webhook.objects.filter(pk=webhook.pk, is_active=True)
        if failing_before:
            rows = rows.filter(failing_since__lte=failing_before)
        return bool(rows.update(is_active=False, disabled_at=at))


def _delete(rows: QuerySet[Delivery]) -> int:
    """In transactions that are short, however many there are."""
    gone = 0
    while chosen := list(rows.values_list("pk", flat=True)[:BATCH]):
        gone += Delivery.objects.filter(pk__in=chosen).delete()[1].get(Delivery._meta.label, 0)
    return gone


class DeliveryRepository(Repository[Delivery]):
    model = Delivery

    def add(self, deliveries: Sequence[Delivery]) -> None:
        """Those that are there already stay: an event is delivered once to each webhook."""
        Delivery.objects.bulk_create(deliveries, ignore_conflicts=True)

    def claim(self, *, at: datetime, until: datetime, limit: int) -> list[Delivery]:
        """The next that are due. Others leave them alone until then, whatever becomes of us.

        Of each webhook a few at a time: one that answers slowly is not in the way of the others.
        """
        rows = Delivery.objects.filter(
            state=State.PENDING,
            next_attempt_at__lte=at,
            webhook__is_active=True,
            webhook__is_deleted=False,
        )
        turn = Window(RowNumber(), partition_by="webhook", order_by="next_attempt_at")
        few = rows.annotate(turn=turn).filter(turn__lte=AT_A_TIME).order_by("next_attempt_at")
        chosen = list(few.values_list("pk", flat=True)[:limit])
        with transaction.atomic():
            due = list(
                rows.filter(pk__in=chosen)
                .select_related("webhook")
                .select_for_update(skip_locked=True, of=("self",))
                .order_by("next_attempt_at")
            )
            claimed = Delivery.objects.filter(pk__in=[delivery.pk for delivery in due])
            claimed.update(next_attempt_at=until, attempts=F("attempts") + 1)
        for delivery in due:
            delivery.attempts += 1
        return due

    def record(self, delivery: Delivery, attempt: Attempt, **changes: Any) -> None:
        attempt.save(force_insert=True)
        rows = Delivery.objects.filter(pk=delivery.pk, attempts=delivery.attempts)
        rows.update(**changes)

    def send_again(self, **lookups: Any) -> int:
        """How many there were."""
        return Delivery.objects.filter(**lookups).update(
            state=State.PENDING, attempts=0, next_attempt_at=timezone.now(), finished_at=None
        )

    def delete_finished(self, *, before: datetime) -> int:
        rows = Delivery.objects.filter(created_at__lt=before).exclude(state=State.PENDING)
        return _delete(rows)

    def delete_with_webhooks(self) -> int:
        """Those of webhooks that were deleted, and then these; how many deliveries."""
        gone = _delete(Delivery.objects.filter(webhook__is_deleted=True))
        Webhook.all_objects.deleted().hard_delete()
        return gone


class ReceivedRepository(Repository[Received]):
    model = Received

    def note(self, source: str, message_id: str) -> bool:
        """Whether it is new. In a transaction: of two at once the second waits, and is told no."""
        _row, is_new = Received.objects.get_or_create(source=source, message_id=message_id)
        return is_new

    def delete_older(self, *, before: datetime) -> int:
        return Received.objects.filter(received_at__lt=before).delete()[0]
