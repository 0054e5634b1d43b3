"""Tells webhooks what has happened, as the Standard Webhooks specification asks for."""

import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final

import orjson
import structlog
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from adapters.background import run_later
from adapters.http.guarded import Answer, GuardedClient, Unreachable
from apps.core.encryption import Undecipherable
from apps.events.bus import publish
from apps.events.unit_of_work import unit_of_work
from apps.organizations.events import OrganizationDeleted, OrganizationEvent
from apps.webhooks import signatures
from apps.webhooks.events import WebhookDisabled
from apps.webhooks.models import Attempt, Delivery, State
from apps.webhooks.repositories import DeliveryRepository, ReceivedRepository, WebhookRepository
from services.organizations.telling import told

log = structlog.get_logger("webhooks")

# The specification's own schedule, after the first attempt. After the last one it is given up.
DELAYS: Final = tuple(
    timedelta(seconds=seconds)
    for seconds in (5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400)
)
LEASE: Final = timedelta(minutes=2)  # after which one that was not recorded is sent again
AT_ONCE: Final = 8
BATCH: Final = 16
FAILING: Final = timedelta(days=5)  # without one success: then it is switched off
GONE: Final = 410
SUCCESS: Final = range(200, 300)
LONGEST_WAIT: Final = timedelta(days=1)  # of a Retry-After


@dataclass(frozen=True)
class Outcome:
    duration_ms: int
    answer: Answer | None = None
    error: str = ""

    @property
    def is_good(self) -> bool:
        return self.answer is not None and self.answer.status in SUCCESS


class WebhookSender:
    """Any number may run at once. What is sent may come twice, with the same `webhook-id`."""

    def __init__(
        self,
        webhooks: WebhookRepository | None = None,
        deliveries: DeliveryRepository | None = None,
        client: GuardedClient | None = None,
        clock: Callable[[], datetime] = timezone.now,
    ) -> None:
        self.webhooks = webhooks or WebhookRepository()
        self.deliveries = deliveries or DeliveryRepository()
        self.client = client or GuardedClient(
            seconds=settings.WEBHOOK_TIMEOUT, allowed=settings.WEBHOOK_ALLOWED_NETWORKS
        )
        self.clock = clock

    def fan_out(self, event: OrganizationEvent) -> None:
        """A durable subscriber: a delivery for each webhook that asked for such events."""
        deleted = isinstance(event, OrganizationDeleted)
        webhooks = self.webhooks.active_of(event.organization_id, deleted=deleted)
        wanting = [webhook for webhook in webhooks if webhook.wants(event.type)]
        if not wanting:
            return
        body, now = self._body(event), self.clock()
        self.deliveries.add(
            [
                Delivery(
                    webhook=webhook,
                    event_id=event.event_id,
                    event_type=event.type,
                    body=body,
                    next_attempt_at=now,
                )
                for webhook in wanting
            ]
        )
        transaction.on_commit(import_string(settings.WEBHOOK_STARTER), robust=True)

    def run(self, *, seconds: float = 30.0) -> int:
        """Send what is due; how many were sent. No transaction is open meanwhile."""
        sent, end = 0, time.monotonic() + seconds
        with ThreadPoolExecutor(AT_ONCE) as pool:
            while time.monotonic() < end:
                now = self.clock()
                due = self.deliveries.claim(at=now, until=now + LEASE, limit=BATCH)
                if not due:
                    break
                prepared = [(delivery, self._prepared(delivery)) for delivery in due]
                outcomes = pool.map(lambda one: one[1](), prepared)
                for (delivery, _), outcome in zip(prepared, outcomes, strict=True):
                    self._record(delivery, outcome)
                sent += len(due)
        return sent

    def _body(self, event: OrganizationEvent) -> str:
        (data,) = told([event])
        whole = {"type": event.type, "timestamp": event.occurred_at.isoformat(), "data": data}
        return orjson.dumps(whole).decode()

    def _prepared(self, delivery: Delivery) -> Callable[[], Outcome]:
        body = delivery.body.encode()
        try:
            keys = delivery.webhook.secrets_at(self.clock())
        except Undecipherable:
            error = "Its secret was encrypted with a key that is gone: make a new one."
            return lambda: Outcome(0, error=error)
        headers = signatures.headers(
            message_id=str(delivery.event_id),
            body=body,
            keys=keys,
        )
        headers |= {"content-type": "application/json", "user-agent": settings.WEBHOOK_USER_AGENT}
        return partial(self._send, delivery.webhook.url, headers, body)

    def _send(self, url: str, headers: dict[str, str], body: bytes) -> Outcome:
        """In a thread: nothing here may touch the database."""
        start = time.monotonic()
        answer, error = None, ""
        try:
            answer = self.client.post(url, headers=headers, body=body)
        except Unreachable as failure:
            error = str(failure)[:500]
        return Outcome(round((time.monotonic() - start) * 1000), answer, error)

    @unit_of_work()
    def _record(self, delivery: Delivery, outcome: Outcome) -> None:
        now, webhook, answer = self.clock(), delivery.webhook, outcome.answer
        attempt = Attempt(
            delivery=delivery,
            duration_ms=outcome.duration_ms,
            status=answer.status if answer else None,
            answer=answer.body.replace("\x00", "") if answer else "",
            error=outcome.error,
        )
        if outcome.is_good:
            done = {"state": State.DELIVERED, "finished_at": now, "next_attempt_at": None}
            self.deliveries.record(delivery, attempt, **done)
            self.webhooks.answered(webhook)
            return
        later = self._next(delivery, answer, now)
        if later is None:
            dead = {"state": State.DEAD, "finished_at": now, "next_attempt_at": None}
            self.deliveries.record(delivery, attempt, **dead)
        else:
            self.deliveries.record(delivery, attempt, next_attempt_at=later)
        self.webhooks.failed(webhook, at=now)
        log.warning(
            "webhook_failed",
            webhook_id=str(webhook.pk),
            event_id=str(delivery.event_id),
            status=attempt.status,
            error=attempt.error,
        )
        gone = answer is not None and answer.status == GONE
        if self.webhooks.disable(webhook, at=now, failing_before=None if gone else now - FAILING):
            publish(WebhookDisabled(webhook.organization_id, webhook_id=webhook.pk))

    def _next(self, delivery: Delivery, answer: Answer | None, now: datetime) -> datetime | None:
        if delivery.attempts > len(DELAYS):
            return None
        delay = DELAYS[delivery.attempts - 1] * random.uniform(0.9, 1.1)  # noqa: S311
        asked = answer.headers.get("retry-after", "") if answer else ""
        if asked.isascii() and asked.isdigit():
            delay = max(delay, min(timedelta(seconds=int(asked[:6])), LONGEST_WAIT))
        return now + delay


def prune() -> int:
    """Delete deliveries that are over, with their log, and what was received; how many.

    Also what is left of webhooks that were deleted.
    """
    before = timezone.now() - timedelta(days=settings.WEBHOOK_LOG_DAYS)
    deliveries = DeliveryRepository()
    deleted = deliveries.delete_with_webhooks() + deliveries.delete_finished(before=before)
    return deleted + ReceivedRepository().delete_older(before=before)


def send_now() -> None:
    """In the process that relayed it, for tests."""
    WebhookSender().run()


def send_soon() -> None:
    """In a thread of it. `manage.py relay_events` does what is left."""
    run_later(WebhookSender().run)
