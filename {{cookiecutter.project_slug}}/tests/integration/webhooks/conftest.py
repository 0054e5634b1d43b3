from collections.abc import Iterator

import pytest
from django.conf import LazySettings

from apps.webhooks.models import Webhook
from apps.webhooks.signatures import new_secret
from tests.factories.webhooks import WebhookFactory
from tests.integration.webhooks.receiver import Receiver, listening


@pytest.fixture
def receiver(settings: LazySettings) -> Iterator[Receiver]:
    """Listens on this machine, which is allowed here."""
    settings.WEBHOOK_ALLOWED_NETWORKS = ["127.0.0.0/8"]
    with listening() as found:
        yield found


@pytest.fixture
def key() -> str:
    return new_secret()


@pytest.fixture
def webhook(receiver: Receiver, key: str) -> Webhook:
    return WebhookFactory.create(url=receiver.url, key=key)
