"""Outgoing mail, by SMTP or by a provider's API.

``EMAIL_URL`` is an address such as ``smtp+tls://user:password@host:587``. ``EMAIL_BACKEND`` takes its
place where it names one of anymail's; what that wants to know stands in ``ANYMAIL_…``.
"""

from typing import Any

from config.env import env

mail: dict[str, Any] = env.email_url("EMAIL_URL", default="consolemail://")

EMAIL_BACKEND = env.str("EMAIL_BACKEND", default=mail["EMAIL_BACKEND"])
ANYMAIL = {
    "REQUESTS_TIMEOUT": 10,  # seconds
    **{
        name.removeprefix("ANYMAIL_"): value
        for name, value in env.ENVIRON.items()
        if name.startswith("ANYMAIL_")
    },
}
EMAIL_HOST = mail["EMAIL_HOST"]
EMAIL_PORT = mail["EMAIL_PORT"] or 25
EMAIL_HOST_USER = mail["EMAIL_HOST_USER"] or ""
EMAIL_HOST_PASSWORD = mail["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS = mail.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = mail.get("EMAIL_USE_SSL", False)
EMAIL_FILE_PATH = mail["EMAIL_FILE_PATH"]
EMAIL_TIMEOUT = 10  # seconds

DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="noreply@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# {% if cookiecutter.use_celery %}
MAIL_SENDER = "adapters.mail.queued.QueuedMailSender"
# {% else %}
MAIL_SENDER = "adapters.mail.background.BackgroundMailSender"
# {% endif %}
