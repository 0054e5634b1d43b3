"""The mails that accounts send. None repeats what a stranger may have typed into a form."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from adapters.mail import Mail
from apps.accounts.models import DataExport, EmailChange, Session, User
from apps.accounts.tokens import (
    DELETION_CANCEL,
    EMAIL_CHANGE_CANCEL,
    EMAIL_CHANGE_NEW,
    EMAIL_CHANGE_OLD,
    EMAIL_VERIFICATION,
    PASSWORD_RESET,
    REACTIVATION,
)
from services.mailing import compose, front_end


def verification(user: User) -> Mail:
    link = front_end("/verify-email", EMAIL_VERIFICATION.make(user))
    with _language(user):
        return _mail(user, "verification", _("Confirm your e-mail address"), link)


def already_registered(user: User) -> Mail:
    with _language(user):
        return _mail(
            user, "already_registered", _("You already have an account"), front_end("/login")
        )


def welcome(user: User) -> Mail:
    with _language(user):
        return _mail(user, "welcome", _("Welcome"), front_end("/"))


def password_reset(user: User) -> Mail:
    link = front_end("/reset-password", PASSWORD_RESET.make(user))
    with _language(user):
        return _mail(user, "password_reset", _("Choose a new password"), link)


def password_changed(user: User) -> Mail:
    with _language(user):
        return _mail(user, "password_changed", _("Your password was changed"), front_end("/login"))


def new_device(session: Session) -> Mail:
    user = session.user
    with _language(user):
        return _mail(
            user,
            "new_device",
            _("A new login to your account"),
            front_end("/account/sessions"),
            device=session.device,
            place=session.login_address,
        )


def email_change_old(change: EmailChange) -> Mail:
    user = change.user
    link = front_end("/confirm-email", EMAIL_CHANGE_OLD.make(user))
    more = {
        "new_email": change.new_email,
        "cancel_link": front_end("/cancel-email", EMAIL_CHANGE_CANCEL.make(user)),
    }
    with _language(user):
        return _mail(
            user, "email_change_old", _("Confirm the change of your address"), link, **more
        )


def email_change_new(change: EmailChange) -> Mail:
    user = change.user
    link = front_end("/confirm-email", EMAIL_CHANGE_NEW.make(user))
    with _language(user):
        subject = _("Confirm your new e-mail address")
        return _mail(user, "email_change_new", subject, link, to=change.new_email)


def email_taken(owner: User) -> Mail:
    with _language(owner):
        return _mail(owner, "email_taken", _("You already have an account"), front_end("/login"))


def email_changed(user: User, *, to: str) -> Mail:
    with _language(user):
        subject = _("Your e-mail address was changed")
        return _mail(user, "email_changed", subject, front_end("/login"), to=to)


def mfa_enabled(user: User) -> Mail:
    with _language(user):
        return _mail(user, "mfa_enabled", _("A second factor is on"), front_end("/login"))


def mfa_disabled(user: User) -> Mail:
    with _language(user):
        return _mail(user, "mfa_disabled", _("The second factor is off"), front_end("/login"))


def recovery_codes_replaced(user: User) -> Mail:
    with _language(user):
        subject = _("New recovery codes")
        return _mail(user, "recovery_codes_replaced", subject, front_end("/login"))


def reactivation(user: User) -> Mail:
    link = front_end("/reactivate", REACTIVATION.make(user))
    with _language(user):
        return _mail(user, "reactivation", _("Open your account again"), link)


def deletion_requested(user: User) -> Mail:
    link = front_end("/cancel-deletion", DELETION_CANCEL.make(user))
    with _language(user):
        subject = _("Your account will be deleted")
        return _mail(user, "deletion_requested", subject, link, due=user.deletion_due_at)


def export_ready(export: DataExport) -> Mail:
    """Its link opens nothing by itself: who follows it has to be logged in."""
    link = front_end(f"/account/exports/{export.pk}")
    with _language(export.user):
        subject = _("Your data is ready")
        hours = settings.DATA_EXPORT_HOURS
        return _mail(export.user, "export_ready", subject, link, hours=hours)


def _mail(
    user: User, template: str, subject: str, link: str, *, to: str = "", **more: object
) -> Mail:
    context = {"email": user.email, "link": link, **more}
    return compose(to or user.email, f"accounts/email/{template}", subject, **context)


def _language(user: User) -> translation.override:
    return translation.override(user.profile.language or settings.LANGUAGE_CODE)
