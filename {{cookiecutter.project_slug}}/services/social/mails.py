"""The mails that tell of accounts elsewhere."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from adapters.mail import Mail
from apps.accounts.models import User
from services.mailing import compose, front_end


def linked(user: User, provider: str) -> Mail:
    with translation.override(user.profile.language or settings.LANGUAGE_CODE):
        subject = _("A new way to log in")
        return _compose(user, "linked", subject, provider)


def unlinked(user: User, provider: str) -> Mail:
    with translation.override(user.profile.language or settings.LANGUAGE_CODE):
        subject = _("A way to log in was removed")
        return _compose(user, "unlinked", subject, provider)


def _compose(user: User, template: str, subject: str, provider: str) -> Mail:
    link = front_end("/account/identities")
    return compose(
        user.email,
        f"social/email/{template}",
        subject,
        email=user.email,
        provider=provider,
        link=link,
    )
