"""Tasks that fail for good, on a real worker."""

import threading
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from celery import Celery, shared_task
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from adapters.mail.base import Mail
from adapters.mail.direct import DirectMailSender
from adapters.mail.queued import QueuedMailSender
from adapters.mail.tasks import deliver_mail
from apps.accounts.models import User
from apps.core.encryption import encrypt
from apps.queueing.base import RetryingTask
from apps.queueing.dead_letters import replay
from apps.queueing.idempotent import idempotent
from apps.queueing.models import DeadLetter, DoneTask
from apps.queueing.repositories import prune
from tests.concurrency import at_once
from tests.integration.celery.waiting import PATIENCE, letter

pytestmark = pytest.mark.django_db(transaction=True)
SECRET = "https://front.test/verify/a-secret-token"
moods: dict[str, Callable[..., Any]] = {}
done = threading.Semaphore(0)


@shared_task
def moody(*args: Any, **kwargs: Any) -> None:
    moods["now"](*args, **kwargs)
    done.release()


@shared_task(base=RetryingTask)
def patient() -> None:
    moods["now"]()
    done.release()


@shared_task
@idempotent(key=lambda number: f"group:{number}")
def once(number: int) -> None:
    Group.objects.create(name=f"made {number}")
    moods["now"]()


@shared_task
@idempotent()
def each() -> None:
    Group.objects.create(name=f"made {Group.objects.count()}")


def fail(*_: Any, **__: Any) -> None:
    raise ValueError("the printer is on fire")


def succeed(*_: Any, **__: Any) -> None:
    """As it should."""


def told(*args: str) -> str:
    out = StringIO()
    call_command("dead_letters", *args, stdout=out)
    return out.getvalue()


def test_a_task_that_fails_is_kept_and_replayed(worker: Celery) -> None:
    moods["now"] = fail
    moody.apply_async((1,), {"two": 2}, headers={"request_id": "of-the-request"})

    kept = letter()

    assert (kept.task, kept.request_id) == (moody.name, "of-the-request")
    assert kept.get_call() == ([1], {"two": 2}, None)
    assert kept.error == "ValueError: the printer is on fire"
    assert "in fail" in kept.traceback

    seen: list[Any] = []
    moods["now"] = lambda *args, **kwargs: seen.append((args, kwargs))
    assert told("replay", str(kept.pk)) == "1 sent.\n"
    assert done.acquire(timeout=PATIENCE)
    assert seen == [((1,), {"two": 2})]
    assert told("replay", "--all") == "0 sent.\n"


def test_a_task_that_nobody_knows_is_kept(worker: Celery) -> None:
    worker.send_task("apps.gone.tasks.gone", (7,))

    kept = letter()

    assert (kept.task, kept.get_call()) == ("apps.gone.tasks.gone", ([7], {}, None))


def test_a_message_that_is_no_task_is_kept(worker: Celery) -> None:
    with worker.connection_for_write() as connection:
        connection.Producer().publish({"no": "task"}, routing_key=worker.conf.task_default_queue)

    kept = letter()

    assert (kept.task, kept.shown) == ("", '{"no": "task"}')
    assert kept.error == "unreadable: application/json"
    assert told("replay", "--all") == "0 sent.\n"


def test_what_may_go_better_is_tried_again(worker: Celery, monkeypatch: pytest.MonkeyPatch) -> None:
    attempts: list[int] = []

    def refused() -> None:
        attempts.append(1)
        if len(attempts) == 1:
            raise ConnectionRefusedError

    monkeypatch.setattr(patient, "retry_backoff", 0.1)
    moods["now"] = refused

    patient.delay()

    assert done.acquire(timeout=PATIENCE)
    assert len(attempts) == 2
    assert not DeadLetter.objects.exists()


def test_a_mail_s_links_are_in_no_clear_text(
    worker: Celery, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(DirectMailSender, "send", fail)
    mail = Mail(to="ada@acme.test", subject="Hello", text=SECRET, html=SECRET)

    QueuedMailSender().send(mail)
    kept = letter()

    shown = [getattr(kept, field.name) for field in DeadLetter._meta.fields]
    assert SECRET not in str(shown)
    assert kept.shown == "() to=ada@acme.test"
    assert SECRET not in told("show", "--all")
    sent: list[Mail] = []

    def deliver(_: DirectMailSender, mail: Mail) -> None:
        sent.append(mail)
        done.release()

    monkeypatch.setattr(DirectMailSender, "send", deliver)
    assert replay([kept]) == 1
    assert done.acquire(timeout=PATIENCE)
    assert sent == [mail]


class TestCommand:
    @pytest.fixture(autouse=True)
    def two(self) -> None:
        for task in ("a.one", "a.two"):
            made = DeadLetter(task=task, task_id=task, error="ValueError: no", queue="bulk")
            made.set_call((), {})
            made.save()

    def test_lists_and_shows(self) -> None:
        listed = told("list").splitlines()
        assert [line.split()[3] for line in listed] == ["a.one:", "a.two:"]
        assert "queue: bulk" in told("show", "--task", "a.two")
        assert "a.one" not in told("show", "--task", "a.two")

    def test_discards(self) -> None:
        assert told("discard", "--task", "a.one") == "1 discarded.\n"
        assert DeadLetter.objects.get().task == "a.two"

    @pytest.mark.parametrize("do", ["show", "replay", "discard"])
    def test_wants_to_know_which(self, do: str) -> None:
        with pytest.raises(CommandError):
            told(do)
        assert DeadLetter.objects.count() == 2

    def test_a_lost_broker_leaves_it_waiting(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("apps.queueing.dead_letters.current_app.send_task", fail)

        with pytest.raises(ValueError, match="printer"):
            told("replay", "--all")

        assert DeadLetter.objects.filter(replayed_at=None).count() == 2

    def test_the_admin_sends_again(
        self, staff: User, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("apps.queueing.dead_letters.current_app.send_task", succeed)
        staff.is_superuser = True
        staff.save()
        client.force_login(staff)
        chosen = DeadLetter.objects.get(task="a.one")
        data = {"action": "send_again", "_selected_action": [str(chosen.pk)]}
        address = reverse("admin:queueing_deadletter_changelist")

        assert "1 task was sent." in client.post(address, data, follow=True).content.decode()

        DeadLetter.objects.update(call=encrypt("[]", purpose="other"), replayed_at=None)
        assert "a key that is gone" in client.post(address, data, follow=True).content.decode()

    def test_those_that_were_replayed_are_forgotten(self) -> None:
        DeadLetter.objects.filter(task="a.one").update(replayed_at=timezone.now())
        DoneTask.objects.create(key="long ago")

        assert prune(days=-1) == 2
        assert DeadLetter.objects.get().task == "a.two"


class TestIdempotent:
    def test_a_second_message_does_nothing(self) -> None:
        moods["now"] = succeed

        for _ in range(2):
            once.apply(args=(1,))

        assert Group.objects.filter(name__startswith="made").count() == 1

    def test_what_failed_is_done_by_the_next_one(self) -> None:
        moods["now"] = fail
        with pytest.raises(ValueError, match="printer"):
            once.apply(args=(1,), throw=True)
        assert not DoneTask.objects.exists()

        moods["now"] = succeed
        once.apply(args=(1,))

        assert Group.objects.filter(name="made 1").exists()

    def test_without_a_key_a_message_is_known_by_its_id(self) -> None:
        before = Group.objects.count()

        for task_id in ("a", "a", "b"):
            each.apply(task_id=task_id)

        assert Group.objects.count() == before + 2

    def test_of_several_at_once_one_does_it(self) -> None:
        moods["now"] = succeed

        at_once(lambda _: once.apply(args=(5,), throw=True).result)

        assert Group.objects.filter(name__startswith="made").count() == 1


def test_the_mail_s_task_retries_like_the_others() -> None:
    assert deliver_mail.max_retries == RetryingTask.max_retries
