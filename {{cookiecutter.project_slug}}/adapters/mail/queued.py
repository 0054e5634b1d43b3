from dataclasses import asdict

from adapters.mail.base import Mail
from adapters.mail.tasks import deliver_mail


class QueuedMailSender:
    """Hands each mail to a worker, which tries again when the mail server does not answer."""

    def send(self, mail: Mail) -> None:
        # What a worker logs of its arguments; the text may carry a link that lets its reader in.
        deliver_mail.apply_async(  # type: ignore[call-arg]
            kwargs=asdict(mail), kwargsrepr=f"to={mail.to}"
        )
