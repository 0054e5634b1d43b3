from collections.abc import Iterator

import pytest
from cachalot.settings import cachalot_settings
from django.test import override_settings


@pytest.fixture(autouse=True)
def enabled() -> Iterator[None]:
    """cachalot, as in production; it notices a setting when told to."""
    with override_settings(CACHALOT_ENABLED=True):
        cachalot_settings.reload()
        yield
    cachalot_settings.reload()
