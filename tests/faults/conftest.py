from collections.abc import Iterator

import pytest

from tests.faults.receiver import Receiver, receiver
from tests.run.processes import free_port


@pytest.fixture(scope="module")
def told() -> Iterator[Receiver]:
    with receiver() as found:
        yield found


@pytest.fixture(scope="module")
def mail_port() -> int:
    return free_port()
