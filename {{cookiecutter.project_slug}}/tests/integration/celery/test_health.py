import pytest

from apps.core.health import CheckFailed
from apps.core.health import celery as health
from tests.integration.celery import broker


def test_no_worker_is_noticed() -> None:
    with broker.use("memory://"), pytest.raises(CheckFailed, match=r"^none answers$"):
        health.workers()


def test_no_broker_is_noticed() -> None:
    with broker.use("redis://127.0.0.1:1/0"):
        with pytest.raises(CheckFailed, match=r"^does not answer$"):
            health.broker()
        with pytest.raises(CheckFailed, match=r"^the broker does not answer$"):
            health.workers()
