"""The mails that accounts send. None repeats what a stranger may have typed into a form."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from adapters.mail import Mail
from apps.accounts.models import User
from apps.accounts.tokens import EMAIL_VERIFICATION, PASSWORD_RESET


def verification(user: User) -> Mail:
    link = _link("/verify-email", EMAIL_VERIFICATION.make(user))
    with _language(user):
        return _mail(user, "verification", _("Confirm your e-mail address"), link)


def already_registered(user: User) -> Mail:
    with _language(user):
        return _mail(user, "already_registered", _("You already have an account"), _link("/login"))


def welcome(user: User) -> Mail:
    with _language(user):
        return _mail(user, "welcome", _("Welcome"), _link("/"))


def password_reset(user: User) -> Mail:
    link = _link("/reset-password", PASSWORD_RESET.make(user))
    with _language(user):
        return _mail(user, "password_reset", _("Choose a new password"), link)


def password_changed(user: User) -> Mail:
    with _language(user):
        return _mail(user, "password_changed", _("Your password was changed"), _link("/login"))


def _mail(user: User, template: str, subject: str, link: str) -> Mail:
    context = {"project": settings.PROJECT, "email": user.email, "link": link, "subject": subject}
    return Mail(
        to=user.email,
        subject=f"{settings.PROJECT['name']}: {subject}",
        text=render_to_string(f"accounts/email/{template}.txt", context),
        html=render_to_string(f"accounts/email/{template}.html", context),
    )


def _language(user: User) -> translation.override:
    return translation.override(user.profile.language or settings.LANGUAGE_CODE)


def _link(path: str, token: str = "") -> str:
    """A page of the front end. The token stands in the fragment, which no server gets to log."""
    return f"{settings.FRONTEND_URL}{path}" + (f"#token={token}" if token else "")
