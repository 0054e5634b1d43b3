from typing import Any

import pyotp
from django.utils import timezone

from apps.accounts.models import User
from apps.accounts.repositories import EmailChangeRepository
from apps.accounts.tokens import (
    EMAIL_CHANGE_NEW,
    EMAIL_CHANGE_OLD,
    EMAIL_VERIFICATION,
    REACTIVATION,
    LinkToken,
)
from services.accounts.activation import ActivationService
from services.accounts.deletion import DeletionService
from services.accounts.email_change import EmailChangeService
from tests.contracts.happening import Asked, Done
from tests.contracts.worlds import World, owner
from tests.factories.accounts import SECRET, TotpDeviceFactory, UserFactory


def link(kind: LinkToken, user: User) -> dict[str, Any]:
    return {"token": kind.make(User.objects.get(pk=user.pk))}


def closed(_: World) -> dict[str, Any]:
    user = UserFactory.create()
    ActivationService().deactivate(user=user, by_owner=True)
    return link(REACTIVATION, user)


def confirmed_at_the_old_address(_: World) -> dict[str, Any]:
    user = UserFactory.create()
    EmailChangeRepository().begin(user, new_email="new@acme.test", at=timezone.now())
    EmailChangeService().confirm(**link(EMAIL_CHANGE_OLD, user))
    return link(EMAIL_CHANGE_NEW, user)


def enrolling(world: World) -> dict[str, Any]:
    TotpDeviceFactory.create(user=world.the(owner).user, unconfirmed=True)
    return {"code": pyotp.TOTP(SECRET).now()}


def enrolled(world: World) -> dict[str, Any]:
    TotpDeviceFactory.create(user=world.the(owner).user)
    return {}


HAPPENINGS = {
    "accounts.user_registered": Asked("POST auth/register/", by="anonymous"),
    "accounts.email_verified": Asked(
        "POST auth/verify-email/",
        by="anonymous",
        body=lambda _: link(EMAIL_VERIFICATION, UserFactory.create(unverified=True)),
    ),
    "accounts.email_changed": Asked(
        "POST auth/email/change/confirm/", by="anonymous", body=confirmed_at_the_old_address
    ),
    "accounts.password_changed": Asked("POST auth/password/change/"),
    "accounts.mfa_enabled": Asked("POST auth/mfa/totp/confirm/", body=enrolling),
    "accounts.mfa_disabled": Asked("DELETE auth/mfa/totp/", body=enrolled),
    "accounts.recovery_codes_replaced": Asked("POST auth/mfa/recovery-codes/", body=enrolled),
    "accounts.profile_updated": Asked(
        "PATCH users/me/", body=lambda _: {"display_name": "Countess of Lovelace"}
    ),
    "accounts.user_logged_out": Asked("POST auth/logout/"),
    "accounts.user_deactivated": Asked("POST users/me/deletion/", by="member"),
    "accounts.user_reactivated": Asked(
        "POST auth/reactivation/confirm/", by="anonymous", body=closed
    ),
    "accounts.account_deleted": Done(lambda _: DeletionService().delete(user=UserFactory.create())),
}
