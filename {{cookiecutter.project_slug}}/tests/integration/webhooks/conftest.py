from collections.abc import Iterator

import pytest
from django.conf import LazySettings

from tests.integration.webhooks.receiver import Receiver, listening


@pytest.fixture
def receiver(settings: LazySettings) -> Iterator[Receiver]:
    """Listens on this machine, which is allowed here."""
    settings.WEBHOOK_ALLOWED_NETWORKS = ["127.0.0.0/8"]
    with listening() as found:
        yield found
