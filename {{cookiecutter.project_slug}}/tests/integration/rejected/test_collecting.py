"""Messages that no worker could read, on the configured broker or one in memory."""

import uuid
from collections.abc import Iterator

import pytest
from celery import current_app
from django.conf import LazySettings
from django.core.management import call_command
from kombu import Connection

from apps.queueing.dead_letters import replay
from apps.queueing.models import DeadLetter
from apps.rejected.queue import DeclareRejected, rejected
from apps.rejected.tasks import collect_rejected
from tests.integration.celery import broker

pytestmark = pytest.mark.django_db


@pytest.fixture
def connection(settings: LazySettings) -> Iterator[Connection]:
    settings.REJECTED_QUEUE = f"test.rejected.{uuid.uuid4().hex}"
    with (
        broker.use(settings.CELERY_BROKER_URL or "memory://"),
        current_app.connection_for_write() as connected,
    ):
        DeclareRejected(None).start(type("Worker", (), {"app": current_app}))
        yield connected
        rejected(connected).delete()


def reject(connection: Connection, body: bytes, **headers: object) -> None:
    producer = connection.Producer()
    queue = rejected(connection)
    producer.publish(
        body,
        routing_key=queue.name,
        content_type="text/plain",
        content_encoding="utf-8",
        headers=headers,
    )


def test_they_become_dead_letters_once(connection: Connection) -> None:
    reject(connection, b"not a task \0 \xff")
    reject(connection, b"not a task \0 \xff")
    reject(connection, b"another", id="known")

    assert collect_rejected() == 2

    letters = {letter.shown: letter for letter in DeadLetter.objects.all()}
    assert set(letters) == {"not a task \\0 \\xff", "another"}
    assert letters["another"].task_id == "known"
    assert letters["another"].error == "unreadable: text/plain"
    assert rejected(connection).get() is None
    assert collect_rejected() == 0


def test_one_that_a_worker_has_kept_is_not_kept_twice(connection: Connection) -> None:
    letter = DeadLetter(task="apps.gone.tasks.gone", task_id="known")
    letter.set_call((7,), {})
    letter.save()
    reject(connection, b"[[7], {}, {}]", id="known", task="apps.gone.tasks.gone")

    assert collect_rejected() == 0

    assert DeadLetter.objects.get() == letter


def test_nobody_sends_again_what_nobody_can_read(
    connection: Connection, capsys: pytest.CaptureFixture[str]
) -> None:
    reject(connection, b"not a task")

    call_command("collect_rejected")

    assert capsys.readouterr().out == "1 collected.\n"
    assert replay(list(DeadLetter.objects.all())) == 0
    assert DeadLetter.objects.get().replayed_at is None


def test_more_than_a_collection_takes_is_left_for_the_next(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("apps.rejected.queue.AT_ONCE", 2)
    for number in range(3):
        reject(connection, f"message {number}".encode())

    assert collect_rejected() == 2
    assert collect_rejected() == 1


def test_every_queue_sends_there_what_is_refused(settings: LazySettings) -> None:
    for queue in settings.CELERY_TASK_QUEUES:
        assert queue.queue_arguments == {
            "x-dead-letter-exchange": "",
            "x-dead-letter-routing-key": "rejected",
        }
