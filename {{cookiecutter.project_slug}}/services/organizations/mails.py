"""The mails that organizations send."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from adapters.mail import Mail
from apps.organizations.models import Invitation
from services.mailing import compose, front_end


def invitation(invitation: Invitation, *, token: str, language: str) -> Mail:
    """In the inviter's language: what the invited speak is not known, or nobody's business."""
    with translation.override(language or settings.LANGUAGE_CODE):
        return compose(
            invitation.email,
            "organizations/email/invitation",
            _("You are invited"),
            link=front_end("/invitation", token),
            organization=invitation.organization.name,
            days=settings.INVITATION_DAYS,
        )
