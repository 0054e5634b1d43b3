"""The sockets of `tests/api/realtime`."""

from tests.api.realtime.conftest import one_test_one_world

__all__ = ["one_test_one_world"]
