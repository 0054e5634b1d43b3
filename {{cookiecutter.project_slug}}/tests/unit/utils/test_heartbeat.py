import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from utils import heartbeat


@pytest.fixture(autouse=True)
def own_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heartbeat, "FILE", tmp_path / "heartbeat")


def test_who_has_never_beaten_is_not_alive() -> None:
    assert not heartbeat.is_alive()


def test_who_beats_is_alive_until_it_has_been_silent_for_too_long() -> None:
    heartbeat.beat()
    assert heartbeat.is_alive()

    past = time.time() - heartbeat.SILENCE - 1
    os.utime(heartbeat.FILE, (past, past))
    assert not heartbeat.is_alive()

    heartbeat.beat()
    assert heartbeat.is_alive()


def test_a_health_check_asks_by_the_exit_code(tmp_path: Path) -> None:
    program = (
        "import runpy, utils.heartbeat; runpy.run_module('utils.heartbeat', run_name='__main__')"
    )
    program = f"from pathlib import Path; Path.is_dir = lambda _: False\n{program}"
    command = [sys.executable, "-W", "ignore", "-c", program]

    def code() -> int:
        return subprocess.run(command, env={"TMPDIR": str(tmp_path)}, check=False).returncode

    assert code() == 1
    (tmp_path / "heartbeat").touch()
    assert code() == 0
