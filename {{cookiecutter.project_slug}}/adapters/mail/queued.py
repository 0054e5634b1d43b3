from dataclasses import asdict

from adapters.mail.base import Mail
from adapters.mail.tasks import deliver_mail


class QueuedMailSender:
    """Hands each mail to a worker, which tries again when the mail server does not answer."""

    def send(self, mail: Mail) -> None:
        deliver_mail.delay(**asdict(mail))
