from typing import Any

import pytest
import time_machine

from adapters import delivery
from adapters.counters import CounterUnavailable
from adapters.delivery import MOST, KilledTooOften
from adapters.mail.tasks import deliver_mail

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def deliver(clock: time_machine.Traveller) -> Any:
    """Begin the task as a worker does."""

    def begin(*, redelivered: bool = True, retries: int = 0, task_id: str = "one") -> None:
        deliver_mail.push_request(
            id=task_id, delivery_info={"redelivered": redelivered}, retries=retries
        )
        try:
            deliver_mail.before_start(task_id, (), {})
        finally:
            deliver_mail.pop_request()

    return begin


def test_a_task_whose_worker_always_dies_is_given_up(deliver: Any) -> None:
    deliver(redelivered=False)
    for _ in range(MOST - 1):
        deliver()

    with pytest.raises(KilledTooOften, match=r"^5 times$"):
        deliver()


def test_each_task_and_each_attempt_counts_for_itself(deliver: Any) -> None:
    for _ in range(MOST - 1):
        deliver()

    deliver(retries=1)
    deliver(task_id="two")


def test_tomorrow_is_another_day(deliver: Any, clock: time_machine.Traveller) -> None:
    for _ in range(MOST - 1):
        deliver()
    clock.shift(delivery.DAY)

    deliver()


def test_without_a_counter_it_runs(deliver: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> None:
        raise CounterUnavailable

    monkeypatch.setattr(delivery, "get_counter", gone)

    for _ in range(2 * MOST):
        deliver()
