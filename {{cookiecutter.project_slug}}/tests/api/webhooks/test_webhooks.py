from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from apps.accounts.models import User
from apps.core.encryption import decrypt
from apps.organizations.models import Organization, Role
from apps.webhooks.models import PURPOSE, Delivery, State, Webhook
from apps.webhooks.repositories import WebhookRepository
from services.webhooks.sending import prune
from services.webhooks.webhooks import MOST
from tests.api.organizations.test_organizations import address
from tests.client import Api
from tests.factories.organizations import MembershipFactory
from tests.factories.webhooks import AttemptFactory, DeliveryFactory, WebhookFactory
from tests.queries import at_most

URL = "https://receiver.example.com/hook"
WANTED = {"url": URL, "event_types": ["organizations.*"]}


@pytest.fixture
def own(user: User) -> Organization:
    return MembershipFactory.create(user=user, role=Role.ADMIN).organization


def test_it_is_made_and_its_secret_told_once(auth_api: Api, own: Organization) -> None:
    with at_most(6):
        made = auth_api.post(address(own, "webhooks"), WANTED)

    secret = made.pop("secret")
    assert secret.startswith("whsec_")
    assert made == auth_api.get(address(own, "webhooks", made["id"]))
    assert decrypt(Webhook.objects.get().secret, purpose=PURPOSE) == secret
    assert secret not in str(auth_api.get(address(own, "webhooks")))


def test_it_is_changed_switched_off_and_on_again(auth_api: Api, own: Organization) -> None:
    webhook = WebhookFactory.create(organization=own, is_active=False)
    path = address(own, "webhooks", webhook.pk)

    with at_most(6):
        changed = auth_api.patch(path, {"is_active": True, "description": "Ours"})

    assert (changed["is_active"], changed["description"]) == (True, "Ours")
    assert changed["url"] == webhook.url


def test_it_is_deleted(auth_api: Api, own: Organization) -> None:
    webhook = WebhookFactory.create(organization=own)

    auth_api.delete(address(own, "webhooks", webhook.pk))

    auth_api.get(address(own, "webhooks", webhook.pk), expect=404)
    assert not Webhook.objects.exists()


def test_it_is_deleted_as_fast_however_long_its_log_is(auth_api: Api, own: Organization) -> None:
    webhook = WebhookFactory.create(organization=own)
    kept = DeliveryFactory.create(webhook__organization=own)
    for delivery in DeliveryFactory.create_batch(3, webhook=webhook):
        AttemptFactory.create(delivery=delivery)

    with at_most(6):
        auth_api.delete(address(own, "webhooks", webhook.pk))

    auth_api.get(address(own, "webhooks", webhook.pk, "deliveries"), expect=404)
    assert WebhookRepository().count(own) == 1
    assert prune() == 3
    assert not Webhook.all_objects.deleted().exists()
    assert Delivery.objects.get() == kept


def test_its_secret_is_replaced(auth_api: Api, own: Organization) -> None:
    webhook = WebhookFactory.create(organization=own)
    old = webhook.secret

    told = auth_api.post(address(own, "webhooks", webhook.pk, "rotate-secret"), expect=200)

    webhook.refresh_from_db()
    assert decrypt(webhook.secret, purpose=PURPOSE) == told["secret"]
    assert webhook.old_secret == old


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"url": "ftp://receiver.example.com"}, ("url", "invalid_scheme")),
        ({"url": "https://me:secret@receiver.example.com"}, ("url", "credentials_in_url")),
        ({"url": "nowhere"}, ("url", "invalid")),
        ({"event_types": ["organizations.gone"]}, ("event_types", "unknown_event_type")),
        ({"event_types": ["gone.*"]}, ("event_types", "unknown_event_type")),
        ({"event_types": ["accounts.*"]}, ("event_types", "unknown_event_type")),
        ({"event_types": ["*", "x" * 101]}, ("event_types", "unknown_event_type")),
        ({"event_types": ["*", ""]}, ("event_types", "unknown_event_type")),
        ({"event_types": [None]}, ("event_types", "unknown_event_type")),
        ({"event_types": [["*"]]}, ("event_types", "unknown_event_type")),
        ({"event_types": []}, ("event_types", "min_length")),
    ],
)
def test_what_cannot_be_is_refused(
    auth_api: Api, own: Organization, change: Any, code: tuple[str, str]
) -> None:
    auth_api.post(address(own, "webhooks"), {**WANTED, **change}, expect=400)

    assert auth_api.codes() == [code]


def test_there_are_so_many_and_no_more(auth_api: Api, own: Organization) -> None:
    WebhookFactory.create_batch(MOST, organization=own)

    auth_api.post(address(own, "webhooks"), WANTED, expect=409)

    assert auth_api.codes() == [(None, "too_many")]


def test_the_log_is_shown(auth_api: Api, own: Organization) -> None:
    webhook = WebhookFactory.create(organization=own)
    delivery, _ = DeliveryFactory.create_batch(2, webhook=webhook)
    DeliveryFactory.create(webhook=WebhookFactory.create(organization=own))

    listed = auth_api.get(address(own, "webhooks", webhook.pk, "deliveries"))["results"]
    shown = auth_api.get(address(own, "webhooks", webhook.pk, "deliveries", delivery.pk))

    assert len(listed) == 2
    assert (shown["body"], shown["log"]) == (delivery.body, [])


def test_the_log_takes_as_many_queries_for_many_rows(auth_api: Api, own: Organization) -> None:
    webhook = WebhookFactory.create(organization=own)
    DeliveryFactory.create_batch(8, webhook=webhook)

    with at_most(3):
        auth_api.get(address(own, "webhooks", webhook.pk, "deliveries"))


def test_what_was_given_up_is_sent_again(auth_api: Api, own: Organization) -> None:
    webhook = WebhookFactory.create(organization=own)
    delivery = DeliveryFactory.create(webhook=webhook, state=State.DEAD, next_attempt_at=None)
    path = address(own, "webhooks", webhook.pk, "deliveries", delivery.pk, "redeliver")

    with at_most(6):
        auth_api.post(path, expect=202)

    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == (State.PENDING, 0)
    Webhook.objects.update(is_active=False)
    auth_api.post(path, expect=409)


def test_the_event_types_are_listed(auth_api: Api) -> None:
    types = auth_api.get("/api/v1/webhook-event-types/")["event_types"]

    assert {"organizations.member_joined", "webhooks.webhook_disabled"} <= set(types)
    assert not [name for name in types if name.startswith("accounts.")]


def test_the_admin_sends_again(staff: User, client: Client) -> None:
    staff.is_superuser = True
    staff.save()
    client.force_login(staff)
    delivery = DeliveryFactory.create(state=State.DEAD)
    data = {"action": "redeliver", "_selected_action": [delivery.pk]}

    answer = client.post(reverse("admin:webhooks_delivery_changelist"), data, follow=True)

    assert "1 delivery will be sent again." in answer.content.decode()
    assert Delivery.objects.get().state == State.PENDING
