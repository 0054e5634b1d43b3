import pytest

from apps.events.models import StoredEvent
from apps.webhooks.models import State, Webhook
from services.webhooks.sending import DELAYS, FAILING, WebhookSender
from tests.factories.webhooks import DeliveryFactory
from tests.integration.webhooks.receiver import Receiver, later

pytestmark = pytest.mark.django_db


def send_until_given_up() -> None:
    for day in range(len(DELAYS) + 3):
        later(days=2 * day).run()


@pytest.mark.parametrize("status", [301, 400, 404, 500, 503])
def test_a_failure_is_tried_again_later(receiver: Receiver, webhook: Webhook, status: int) -> None:
    receiver.statuses = [status]
    receiver.headers = {"Location": receiver.url}
    delivery = DeliveryFactory.create(webhook=webhook)

    assert WebhookSender().run() == 1
    assert WebhookSender().run() == 0
    delivery.refresh_from_db()
    assert delivery.state == State.PENDING
    assert len(receiver.got) == 1

    assert later(minutes=1).run() == 1
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == (State.DELIVERED, 2)
    assert {headers["webhook-id"] for headers, _ in receiver.got} == {str(delivery.event_id)}
    assert [attempt.status for attempt in delivery.log.all()] == [200, status]


def test_retry_after_is_heeded(receiver: Receiver, webhook: Webhook) -> None:
    receiver.statuses, receiver.headers = [429], {"Retry-After": "3600"}
    DeliveryFactory.create(webhook=webhook)
    WebhookSender().run()

    assert later(minutes=50).run() == 0
    assert later(minutes=61).run() == 1


@pytest.mark.parametrize("asked", ["-1", "soon", "٣", "9" * 40])
def test_an_odd_retry_after_does_no_harm(receiver: Receiver, webhook: Webhook, asked: str) -> None:
    receiver.statuses, receiver.headers = [503], {"Retry-After": asked.encode().decode("latin-1")}
    DeliveryFactory.create(webhook=webhook)
    WebhookSender().run()

    assert later(days=2).run() == 1


def test_in_the_end_it_is_given_up_and_can_be_sent_again(
    receiver: Receiver, webhook: Webhook
) -> None:
    receiver.statuses = [500] * 50
    delivery = DeliveryFactory.create(webhook=webhook)
    Webhook.objects.update(failing_since=None)

    for day in range(len(DELAYS) + 3):
        later(days=2 * day).run()
        Webhook.objects.update(failing_since=None)

    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == (State.DEAD, len(DELAYS) + 1)
    assert delivery.log.count() == len(DELAYS) + 1


def test_one_that_fails_for_days_is_switched_off_and_said_to_be(
    receiver: Receiver, webhook: Webhook
) -> None:
    receiver.statuses = [500] * 50
    DeliveryFactory.create(webhook=webhook)

    send_until_given_up()

    webhook.refresh_from_db()
    assert not webhook.is_active
    assert webhook.disabled_at is not None
    assert webhook.failing_since is not None
    assert webhook.disabled_at - webhook.failing_since >= FAILING
    assert StoredEvent.objects.get(type="webhooks.webhook_disabled").payload["webhook_id"] == str(
        webhook.pk
    )


def test_one_success_ends_a_failure(receiver: Receiver, webhook: Webhook) -> None:
    receiver.statuses = [500, 200]
    DeliveryFactory.create(webhook=webhook)
    WebhookSender().run()
    webhook.refresh_from_db()
    assert webhook.failing_since is not None

    later(hours=1).run()

    webhook.refresh_from_db()
    assert webhook.failing_since is None


def test_gone_is_gone(receiver: Receiver, webhook: Webhook) -> None:
    receiver.statuses = [410]
    DeliveryFactory.create(webhook=webhook)

    WebhookSender().run()

    webhook.refresh_from_db()
    assert not webhook.is_active
