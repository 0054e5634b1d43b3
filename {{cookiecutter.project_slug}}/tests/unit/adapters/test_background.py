from threading import Event, current_thread

import pytest

from adapters import background


def test_work_is_done_in_a_thread_of_its_own() -> None:
    done, threads = Event(), []

    def work(name: str) -> None:
        threads.append((name, current_thread().name))
        done.set()

    background.run_later(work, "export")

    assert done.wait(10)
    assert threads[0][0] == "export"
    assert threads[0][1].startswith("background")


def test_what_fails_is_logged_and_the_next_is_done(caplog: pytest.LogCaptureFixture) -> None:
    done = Event()

    def fail() -> None:
        raise OSError("disk full")

    background.run_later(fail)
    background.run_later(done.set)

    assert done.wait(10)
    assert "background_work_failed" in caplog.text
    assert "disk full" in caplog.text
