import smtplib

import pytest
from django.conf import LazySettings
from django.core import mail
from structlog.testing import capture_logs

from adapters.mail import Mail, get_mail_sender
from adapters.mail.background import EXECUTOR, BackgroundMailSender
from adapters.mail.direct import DirectMailSender
from tests.mailbox import only_mail

HELLO = Mail(to="ada@acme.test", subject="Hello", text="Hello Ada", html="<p>Hello Ada</p>")


def sent_in_the_background() -> None:
    """Return when the thread has come to the end of its work, callbacks included."""
    EXECUTOR.submit(lambda: None).result(timeout=10)


def test_the_setting_chooses_the_sender(settings: LazySettings) -> None:
    settings.MAIL_SENDER = "adapters.mail.background.BackgroundMailSender"

    assert isinstance(get_mail_sender(), BackgroundMailSender)


def test_direct(settings: LazySettings) -> None:
    settings.DEFAULT_FROM_EMAIL = "Acme <noreply@acme.test>"

    DirectMailSender().send(HELLO)

    found = only_mail()
    assert found.from_email == "Acme <noreply@acme.test>"
    assert found.to == ["ada@acme.test"]
    assert found.subject == "Hello"
    assert found.body == "Hello Ada"
    assert found.alternatives == [("<p>Hello Ada</p>", "text/html")]


def test_direct_raises_what_the_mail_server_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", broken)

    with pytest.raises(smtplib.SMTPServerDisconnected):
        DirectMailSender().send(HELLO)


def test_header_injection_by_subject() -> None:
    evil = Mail(to="a@acme.test", subject="Hello\nBcc: all@evil.test", text="", html="")

    with pytest.raises(ValueError, match="newlines"):
        DirectMailSender().send(evil)

    assert mail.outbox == []


def test_background() -> None:
    BackgroundMailSender().send(HELLO)
    sent_in_the_background()

    assert only_mail().subject == "Hello"


def test_background_logs_what_it_could_not_send(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", broken)

    with capture_logs() as logs:
        BackgroundMailSender().send(HELLO)
        sent_in_the_background()

    (line,) = logs
    assert (line["event"], line["log_level"]) == ("mail_failed", "error")
    assert isinstance(line["exc_info"], smtplib.SMTPServerDisconnected)


def broken(*_: object, **__: object) -> None:
    raise smtplib.SMTPServerDisconnected("gone")
