import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from standardwebhooks import Webhook as Verifier
from standardwebhooks import WebhookVerificationError

from apps.accounts.models import User
from apps.core.encryption import encrypt
from apps.events.models import StoredEvent
from apps.webhooks.models import Attempt, Delivery, State, Webhook
from apps.webhooks.signatures import new_secret
from services.webhooks.sending import WebhookSender, prune
from tests.client import Api
from tests.concurrency import at_once
from tests.factories.organizations import MembershipFactory
from tests.factories.webhooks import DeliveryFactory, WebhookFactory
from tests.integration.webhooks.receiver import Receiver, later

pytestmark = pytest.mark.django_db


def test_what_happens_is_told_and_can_be_verified(
    auth_api: Api, user: User, webhook: Webhook, receiver: Receiver, key: str
) -> None:
    MembershipFactory.create(user=user, organization=webhook.organization, owner=True)
    member = MembershipFactory.create(organization=webhook.organization)
    path = f"/api/v1/organizations/{webhook.organization_id}/members/{member.pk}/"

    auth_api.patch(path, {"role": "viewer"})

    ((headers, body),) = receiver.got
    told = Verifier(key).verify(body, headers)
    stored = StoredEvent.objects.get(type="organizations.role_changed")
    assert told == {
        "type": "organizations.role_changed",
        "timestamp": stored.occurred_at.isoformat(),
        "data": {
            "organization_id": str(webhook.organization_id),
            "user_id": str(member.user.public_id),
            "role": "viewer",
        },
    }
    assert headers["webhook-id"] == str(stored.event_id)
    assert headers["content-type"] == "application/json"
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts) == (State.DELIVERED, 1)
    assert delivery.log.get().status == 200


def test_a_verifier_notices_a_change(receiver: Receiver, webhook: Webhook, key: str) -> None:
    DeliveryFactory.create(webhook=webhook)
    WebhookSender().run()
    ((headers, body),) = receiver.got

    for changed in (body + b" ", body.replace(b"joined", b"left")):
        with pytest.raises(WebhookVerificationError):
            Verifier(key).verify(changed, headers)
    with pytest.raises(WebhookVerificationError):
        Verifier(new_secret()).verify(body, headers)


def test_while_a_secret_is_replaced_both_verify(
    receiver: Receiver, webhook: Webhook, key: str
) -> None:
    new = new_secret()
    webhook.set_secret(new, keep_old_until=timezone.now() + timedelta(hours=1))
    webhook.save()
    DeliveryFactory.create(webhook=webhook)
    WebhookSender().run()
    ((headers, body),) = receiver.got

    for secret in (key, new):
        Verifier(secret).verify(body, headers)


def test_an_old_secret_ends(receiver: Receiver, webhook: Webhook) -> None:
    webhook.set_secret(new_secret(), keep_old_until=timezone.now())
    webhook.save()
    DeliveryFactory.create(webhook=webhook)
    WebhookSender().run()

    assert len(receiver.got[0][0]["webhook-signature"].split()) == 1


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (["organizations.member_joined"], 1),
        (["organizations.*"], 2),
        (["*"], 2),
        (["organizations.member_left"], 0),
        (["organizations.member"], 0),
    ],
)
def test_only_what_was_asked_for_is_told(
    auth_api: Api, receiver: Receiver, monkeypatch: pytest.MonkeyPatch, wanted: Any, count: int
) -> None:
    webhook = WebhookFactory.create(url=receiver.url, event_types=wanted)
    monkeypatch.setattr(
        "apps.webhooks.repositories.WebhookRepository.active_of",
        lambda *_, **__: [webhook],
    )

    auth_api.post("/api/v1/organizations/", {"name": "Acme"})

    assert Delivery.objects.count() == count


def test_one_that_is_off_is_not_told(receiver: Receiver) -> None:
    DeliveryFactory.create(webhook=WebhookFactory.create(url=receiver.url, is_active=False))

    assert WebhookSender().run() == 0


def test_nobody_there_is_a_failure(webhook: Webhook) -> None:
    delivery = DeliveryFactory.create(webhook__url="http://127.0.0.1:9/", webhook__key=new_secret())

    WebhookSender().run()

    assert "ConnectError" in delivery.log.get().error
    delivery.refresh_from_db()
    assert delivery.state == State.PENDING


def test_of_a_long_answer_only_the_beginning_is_kept(receiver: Receiver, webhook: Webhook) -> None:
    receiver.body = b"\x00" + b"x" * 1_000_000
    DeliveryFactory.create(webhook=webhook)

    WebhookSender().run()

    assert Attempt.objects.get().answer == "x" * 1999


def test_a_secret_that_cannot_be_read_stops_nobody_else(
    receiver: Receiver, webhook: Webhook
) -> None:
    bad = DeliveryFactory.create(webhook__url=receiver.url)
    Webhook.objects.filter(pk=bad.webhook_id).update(secret=encrypt("whsec_", purpose="other"))
    DeliveryFactory.create(webhook=webhook)

    assert WebhookSender().run() == 2

    assert len(receiver.got) == 1
    assert "make a new one" in bad.log.get().error


def test_an_event_that_comes_twice_is_told_once(receiver: Receiver, webhook: Webhook) -> None:
    delivery = DeliveryFactory.create(webhook=webhook)

    WebhookSender().deliveries.add(
        [Delivery(webhook=webhook, event_id=delivery.event_id, event_type="x", body="{}")]
    )

    assert Delivery.objects.count() == 1


def test_one_that_was_lost_on_the_way_is_sent_again(receiver: Receiver, webhook: Webhook) -> None:
    """Claimed by a process that was killed before it could record anything."""
    DeliveryFactory.create(webhook=webhook)
    now = timezone.now()
    sender = WebhookSender()
    assert len(sender.deliveries.claim(at=now, until=now + timedelta(minutes=2), limit=9)) == 1

    assert WebhookSender().run() == 0
    assert later(minutes=3).run() == 1
    assert Delivery.objects.get().state == State.DELIVERED


def test_what_waits_for_a_deleted_webhook_is_not_sent(receiver: Receiver, webhook: Webhook) -> None:
    DeliveryFactory.create(webhook=webhook)
    webhook.delete()

    WebhookSender().run()

    assert receiver.got == []


def test_a_long_log_is_pruned_in_short_transactions(
    webhook: Webhook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("apps.webhooks.repositories.BATCH", 2)
    DeliveryFactory.create_batch(5, webhook=webhook)
    webhook.delete()

    assert prune() == 5
    assert not Webhook.all_objects.exists()


def test_the_log_is_pruned(receiver: Receiver, webhook: Webhook) -> None:
    DeliveryFactory.create(webhook=webhook)
    WebhookSender().run()
    kept = DeliveryFactory.create(webhook=webhook)
    long_ago = datetime.fromisoformat("2020-01-01T00:00:00+00:00")
    Delivery.objects.update(created_at=long_ago)

    assert prune() == 1
    assert Delivery.objects.get() == kept


@pytest.mark.django_db(transaction=True)
def test_several_senders_at_once_send_each_once(receiver: Receiver) -> None:
    webhook = WebhookFactory.create(url=receiver.url)
    DeliveryFactory.create_batch(40, webhook=webhook)

    results = at_once(lambda _: WebhookSender().run())

    assert not [result for result in results if isinstance(result, Exception)]
    ids = [json.dumps(headers["webhook-id"]) for headers, _ in receiver.got]
    assert (len(ids), len(set(ids))) == (40, 40)
