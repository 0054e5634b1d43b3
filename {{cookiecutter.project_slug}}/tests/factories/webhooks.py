import uuid

import factory
from django.utils import timezone

from apps.core.encryption import encrypt
from apps.webhooks.models import PURPOSE, Attempt, Delivery, Webhook
from apps.webhooks.signatures import new_secret
from tests.factories.organizations import OrganizationFactory


class WebhookFactory(factory.django.DjangoModelFactory[Webhook]):
    """Its secret in plain text is `key`, a random one unless named."""

    class Meta:
        model = Webhook
        exclude = ("key",)

    key = factory.LazyFunction(new_secret)
    organization = factory.SubFactory(OrganizationFactory)
    url = "https://receiver.example.com/hook"
    event_types = factory.LazyFunction(lambda: ["organizations.*"])
    secret = factory.LazyAttribute(lambda made: encrypt(made.key, purpose=PURPOSE))


class DeliveryFactory(factory.django.DjangoModelFactory[Delivery]):
    class Meta:
        model = Delivery

    webhook = factory.SubFactory(WebhookFactory)
    event_id = factory.LazyFunction(uuid.uuid4)
    event_type = "organizations.member_joined"
    body = '{"type":"organizations.member_joined","data":{}}'
    next_attempt_at = factory.LazyFunction(timezone.now)


class AttemptFactory(factory.django.DjangoModelFactory[Attempt]):
    class Meta:
        model = Attempt

    delivery = factory.SubFactory(DeliveryFactory)
    duration_ms = 7
    status = 500
