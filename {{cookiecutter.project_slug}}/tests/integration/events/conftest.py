import pytest
from django.conf import LazySettings


def nothing() -> None:
    """Tests of the relay run it themselves."""


@pytest.fixture(autouse=True)
def no_relay_of_its_own(settings: LazySettings) -> None:
    settings.EVENT_RELAY_STARTER = f"{__name__}.nothing"
