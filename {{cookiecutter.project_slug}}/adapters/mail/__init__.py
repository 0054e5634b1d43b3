"""Outgoing mail. `settings.MAIL_SENDER` names the class that sends it."""

from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string

from adapters.mail.base import Mail, MailSender

__all__ = ["Mail", "MailSender", "get_mail_sender"]


def get_mail_sender() -> MailSender:
    return cast("MailSender", import_string(settings.MAIL_SENDER)())
