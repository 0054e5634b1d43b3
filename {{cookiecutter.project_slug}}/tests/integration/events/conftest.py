import pytest
from django.conf import LazySettings


@pytest.fixture(autouse=True)
def no_relay_of_its_own(settings: LazySettings) -> None:
    """Tests of the relay run it themselves."""
    settings.EVENT_RELAY_STARTER = "tests.queries.elsewhere"
