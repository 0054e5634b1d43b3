"""The audit's checks of tasks."""

from collections.abc import Iterator
from typing import Any

import pytest
from celery import current_app, shared_task
from django.conf import LazySettings

from tests.unit.audit.auditing import found

NAME = "apps.made.tasks.forget"


@pytest.fixture
def task() -> Iterator[Any]:
    @shared_task(name=NAME)
    def forget() -> None: ...

    yield current_app.tasks[NAME]
    current_app.tasks.pop(NAME)


@pytest.mark.parametrize(
    ("check", "change"),
    [
        ("B001", {"time_limit": 10, "soft_time_limit": 10}),
        ("B002", {"queue": "nowhere"}),
        ("B004", {"acks_late": False}),
    ],
)
def test_a_task(task: Any, check: str, change: dict[str, Any]) -> None:
    assert found(check) == []

    for name, value in change.items():
        setattr(task, name, value)

    assert found(check) == [NAME]


@pytest.mark.parametrize(
    ("check", "setting", "value", "subject"),
    [
        (
            "B002",
            "task_routes",
            {"apps.made.*": {"queue": "bulk"}},
            "CELERY_TASK_ROUTES.apps.made.*",
        ),
        ("B003", "beat_schedule", {"made": {"task": NAME}}, "CELERY_BEAT_SCHEDULE.made"),
        ("B005", "accept_content", ["json", "pickle"], "CELERY_ACCEPT_CONTENT"),
    ],
)
def test_a_setting(
    check: str, setting: str, value: Any, subject: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert found(check) == []

    monkeypatch.setitem(current_app.conf, setting, value)

    assert found(check) == [subject]


def test_tasks_that_requests_wait_for(settings: LazySettings) -> None:
    settings.CELERY_TASK_ALWAYS_EAGER = False
    assert found("B006") == []

    settings.CELERY_TASK_ALWAYS_EAGER = True
    assert found("B006") == ["CELERY_TASK_ALWAYS_EAGER"]


def test_rows_that_are_never_pruned() -> None:
    @shared_task(name="apps.made.tasks.prune_made")
    def prune_made() -> None: ...

    try:
        assert found("B007") == ["apps.made.tasks.prune_made"]
    finally:
        current_app.tasks.pop("apps.made.tasks.prune_made")
    assert found("B007") == []
