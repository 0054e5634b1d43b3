"""Reading the mails that a test caused."""

import re

from django.core import mail
from django.core.mail import EmailMultiAlternatives

TOKEN = re.compile(r"#token=(\S+)")


def only_mail() -> EmailMultiAlternatives:
    (found,) = mail.outbox
    assert isinstance(found, EmailMultiAlternatives)
    return found


def take_mail() -> EmailMultiAlternatives:
    """The only mail, which is then forgotten."""
    found = only_mail()
    mail.outbox.clear()
    return found


def take_token() -> str:
    """The token in the only mail's link."""
    match = TOKEN.search(str(take_mail().body))
    assert match
    return match.group(1)


def take_tokens() -> dict[str, list[str]]:
    """The tokens of all mails by who got them, which are then forgotten."""
    found = {sent.to[0]: TOKEN.findall(str(sent.body)) for sent in mail.outbox}
    mail.outbox.clear()
    return found
