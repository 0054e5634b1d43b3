import pytest
from django.conf import LazySettings


@pytest.fixture
def no_relay(settings: LazySettings) -> None:
    """What threads publish is kept, and told to nobody."""
    settings.EVENT_RELAY_STARTER = "tests.queries.elsewhere"
