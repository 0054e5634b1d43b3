from collections.abc import Callable, Iterator

import pytest

from adapters.http.outside import breaker, retries
from tests.neighbour import Neighbour, listening


@pytest.fixture
def neighbour() -> Iterator[Neighbour]:
    with listening() as it:
        yield it


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Those between attempts, as long as chance allows; nobody waits for them."""
    kept: list[float] = []

    async def pause(seconds: float) -> None:
        kept.append(seconds)

    monkeypatch.setattr(retries, "sleep", pause)
    monkeypatch.setattr("tenacity.wait.random.uniform", lambda _, high: high)
    return kept


@pytest.fixture
def pass_time(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Moves the breakers' clock, which stands still otherwise."""
    now = [1000.0]
    monkeypatch.setattr(breaker, "monotonic", lambda: now[0])

    def forward(seconds: float) -> None:
        now[0] += seconds

    return forward
