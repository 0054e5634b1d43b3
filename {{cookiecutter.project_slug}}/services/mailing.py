from django.db import transaction

from adapters.mail import Mail, MailSender


def send_after_commit(sender: MailSender, mail: Mail) -> None:
    """A mail server that is down is logged, and fails neither the write nor the answer."""
    transaction.on_commit(lambda: sender.send(mail), robust=True)
