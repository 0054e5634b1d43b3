from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from adapters.mail import Mail, MailSender


def send_after_commit(sender: MailSender, mail: Mail) -> None:
    """A mail server that is down is logged, and fails neither the write nor the answer."""
    transaction.on_commit(lambda: sender.send(mail), robust=True)


def compose(to: str, template: str, subject: str, **context: object) -> Mail:
    """From the two templates `<template>.txt` and `.html`, in the language that is active."""
    context |= {"project": settings.PROJECT, "subject": subject}
    return Mail(
        to=to,
        subject=f"{settings.PROJECT['name']}: {subject}",
        text=render_to_string(f"{template}.txt", context),
        html=render_to_string(f"{template}.html", context),
    )


def front_end(path: str, token: str = "") -> str:
    """A page of the front end. The token stands in the fragment, which no server gets to log."""
    return f"{settings.FRONTEND_URL}{path}" + (f"#token={token}" if token else "")
