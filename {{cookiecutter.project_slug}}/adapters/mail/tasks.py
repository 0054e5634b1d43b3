from smtplib import SMTPException

from celery import shared_task

from adapters.mail.base import Mail
from adapters.mail.direct import DirectMailSender


@shared_task(
    autoretry_for=(SMTPException, OSError),
    retry_backoff=2,  # seconds, doubled each time
    retry_backoff_max=600,  # seconds
    retry_jitter=True,
    max_retries=8,
)
def deliver_mail(to: str, subject: str, text: str, html: str) -> None:
    """Send one mail. It may arrive twice if the worker dies between sending and acknowledging."""
    DirectMailSender().send(Mail(to=to, subject=subject, text=text, html=html))
