from smtplib import SMTPException
from typing import Any

from celery import shared_task
from celery.result import AsyncResult

from adapters.delivery import BoundedTask
from adapters.mail.base import Mail
from adapters.mail.direct import DirectMailSender


class MailTask(BoundedTask):
    """Shows logs and monitors the address alone: a mail's text may let its reader in."""

    def apply_async(  # type: ignore[override]
        self, args: Any = None, kwargs: Any = None, **options: Any
    ) -> AsyncResult[Any]:
        # Here, since a retry comes this way too and keeps nothing of the first call's options.
        shown = {"argsrepr": "()", "kwargsrepr": f"to={kwargs['to']}"}
        return super().apply_async(args, kwargs, **options | shown)


@shared_task(
    base=MailTask,
    autoretry_for=(SMTPException, OSError),
    retry_backoff=2,  # seconds, doubled each time
    retry_backoff_max=600,  # seconds
    retry_jitter=True,
    max_retries=8,
)
def deliver_mail(*, to: str, subject: str, text: str, html: str) -> None:
    """Send one mail. It may arrive twice if the worker dies between sending and acknowledging."""
    DirectMailSender().send(Mail(to=to, subject=subject, text=text, html=html))
