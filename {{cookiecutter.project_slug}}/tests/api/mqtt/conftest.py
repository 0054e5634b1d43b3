"""A socket to hear devices with."""

from tests.api.realtime.conftest import one_test_one_world, ticket

__all__ = ["one_test_one_world", "ticket"]
