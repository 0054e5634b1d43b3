"""A real worker takes real tasks from the broker."""

import threading

import pytest
import structlog
from celery import Celery
from celery.signals import before_task_publish

from adapters.mail.base import Mail
from adapters.mail.direct import DirectMailSender
from adapters.mail.queued import QueuedMailSender
from apps.core.health import celery as health

MAIL = Mail(to="ada@acme.test", subject="Hello", text="Hello", html="<p>Hello</p>")
PATIENCE = 30  # seconds


class Postman:
    """Fails as often as told, then delivers; remembers what it saw."""

    def __init__(self, failures: int) -> None:
        self.failures = failures
        self.attempts: list[Mail] = []
        self.request_ids: list[str | None] = []
        self.delivered = threading.Event()

    def send(self, mail: Mail) -> None:
        self.attempts.append(mail)
        self.request_ids.append(structlog.contextvars.get_contextvars().get("request_id"))
        if len(self.attempts) <= self.failures:
            raise ConnectionRefusedError("the mail server is away")
        self.delivered.set()


def postman(monkeypatch: pytest.MonkeyPatch, failures: int) -> Postman:
    made = Postman(failures)
    monkeypatch.setattr(DirectMailSender, "send", lambda _, mail: made.send(mail))
    return made


def test_a_mail_goes_through_the_worker(worker: Celery, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = postman(monkeypatch, failures=0)

    QueuedMailSender().send(MAIL)

    assert seen.delivered.wait(PATIENCE)
    assert seen.attempts == [MAIL]


def test_a_mail_is_tried_again_when_the_mail_server_is_away(
    worker: Celery, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = postman(monkeypatch, failures=1)

    QueuedMailSender().send(MAIL)

    assert seen.delivered.wait(PATIENCE)
    assert seen.attempts == [MAIL, MAIL]


def test_monitors_see_the_address_of_a_mail_and_not_its_links(
    worker: Celery, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = postman(monkeypatch, failures=1)
    shown = []

    def note(headers: dict[str, str], **_: object) -> None:
        shown.append((headers["argsrepr"], headers["kwargsrepr"]))

    before_task_publish.connect(note)

    QueuedMailSender().send(MAIL)

    assert seen.delivered.wait(PATIENCE)
    assert shown == [("()", "to=ada@acme.test")] * 2


def test_the_worker_logs_under_the_id_of_the_request(
    worker: Celery, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = postman(monkeypatch, failures=0)

    with structlog.contextvars.bound_contextvars(request_id="from-the-browser"):
        QueuedMailSender().send(MAIL)

    assert seen.delivered.wait(PATIENCE)
    assert seen.request_ids == ["from-the-browser"]


def test_the_readiness_checks_find_it(worker: Celery) -> None:
    health.broker()
    health.workers()
