from django.core.mail import EmailMultiAlternatives

from adapters.mail.base import Mail


class DirectMailSender:
    """Sends at once, through Django's `EMAIL_BACKEND`, while the caller waits."""

    def send(self, mail: Mail) -> None:
        message = EmailMultiAlternatives(subject=mail.subject, body=mail.text, to=[mail.to])
        message.attach_alternative(mail.html, "text/html")
        message.send()
