import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

import structlog
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.utils import timezone
from django.utils.translation import gettext as _

from adapters.mail import MailSender, get_mail_sender
from apps.accounts.models import User
from apps.accounts.repositories import UserRepository
from apps.events.bus import publish
from apps.events.unit_of_work import unit_of_work
from apps.organizations.access import Can
from apps.organizations.events import InvitationDeclined, InvitationSent, MemberJoined
from apps.organizations.models import Invitation, Membership, Organization, Role
from apps.organizations.repositories import (
    InvitationRepository,
    MembershipRepository,
    OrganizationRepository,
)
from services.accounts.registration import RegistrationService
from services.errors import Conflict, Invalid, NotFound
from services.mailing import send_after_commit
from services.organizations import mails
from services.organizations.acting import Gate, check_grant

TOKEN_BYTES: Final = 32
security_log = structlog.get_logger("security")


@dataclass(frozen=True)
class Shown:
    """What the holder of an invitation's link may know: they have read the mail of its address."""

    organization: str
    role: str
    email: str
    expires_at: object
    has_account: bool


class InvitationService:
    """Invitations to one address each. They work once, for an account of that address alone."""

    def __init__(
        self,
        organizations: OrganizationRepository | None = None,
        members: MembershipRepository | None = None,
        invitations: InvitationRepository | None = None,
        registration: RegistrationService | None = None,
        mail_sender: MailSender | None = None,
    ) -> None:
        self.users = UserRepository()
        self.organizations = organizations or OrganizationRepository()
        self.members = members or MembershipRepository()
        self.invitations = invitations or InvitationRepository()
        self.registration = registration or RegistrationService()
        self.mail_sender = mail_sender or get_mail_sender()
        self.gate = Gate(self.organizations, self.members)

    @unit_of_work()
    def invite(self, *, organization_id: UUID, by: User, email: str, role: Role) -> Invitation:
        """Mail a link. One that is open for this address is replaced: its link is dead."""
        organization, actor, _member = self.gate.enter(organization_id, by=by, can=Can.INVITE)
        check_grant(actor, role)
        email = User.objects.normalize_email(email)
        now = timezone.now()
        room = self.organizations.room(organization, email=email, at=now)
        if room.is_member:
            raise Conflict("already_member", _("This address is a member already."))
        _check_seats(organization, taken=room.members + room.invited)
        token = secrets.token_urlsafe(TOKEN_BYTES)
        invitation = Invitation(
            organization=organization,
            email=email,
            role=role,
            invited_by=by,
            digest=digest_of(token),
            sent_at=now,
            expires_at=now + timedelta(days=settings.INVITATION_DAYS),
        )
        self.invitations.put(invitation, instead_of=room.previous)
        publish(InvitationSent(organization.pk, invitation_id=invitation.pk))
        language = by.profile.language
        mail = mails.invitation(invitation, token=token, language=language)
        send_after_commit(self.mail_sender, mail)
        return invitation

    @unit_of_work()
    def call_off(self, *, organization_id: UUID, by: User, invitation_id: UUID) -> None:
        organization, actor, _member = self.gate.enter(organization_id, by=by, can=Can.INVITE)
        invitation = self.invitations.find(organization=organization, pk=invitation_id)
        if invitation is None:
            raise NotFound("not_found", _("There is no such invitation."))
        check_grant(actor, invitation.role)
        self.invitations.spend(invitation)

    def show(self, *, token: str) -> Shown:
        invitation = self._open(token)
        account = self.users.by_email(invitation.email)
        return Shown(
            organization=invitation.organization.name,
            role=invitation.role,
            email=invitation.email,
            expires_at=invitation.expires_at,
            has_account=account is not None and account.is_email_verified,
        )

    @unit_of_work()
    def accept(self, *, token: str, user: User) -> Membership:
        """For the account of the invited address alone: a forwarded link lets nobody in."""
        # An account that nobody confirmed may be locked by `register`, after the organization.
        locked = self.users.lock(user.pk) if user.is_email_verified else None
        invitation = self._open(token, lock=True)
        if locked is None or locked.email != invitation.email or not locked.is_email_verified:
            raise Conflict("other_address", _("This invitation is for another address."))
        return self._join(invitation, locked)

    def register(self, *, token: str, password: str, display_name: str = "") -> Membership:
        """For who has no account yet. The link has proved the address."""
        encoded = make_password(password)  # slow: before anything is locked
        with unit_of_work():
            invitation = self._open(token, lock=True)
            candidate = self.registration.prepare(
                email=invitation.email,
                password=password,
                display_name=display_name,
                encoded=encoded,
            )
            user = self.registration.register_verified(candidate)
            if user is None:
                message = _("This address has an account. Log in, and accept the invitation.")
                raise Conflict("account_exists", message)
            return self._join(invitation, user)

    @unit_of_work()
    def decline(self, *, token: str) -> None:
        invitation = self._open(token)
        if not self.invitations.spend(invitation):
            raise _dead_link()
        publish(InvitationDeclined(invitation.organization_id, invitation_id=invitation.pk))

    def prune(self) -> int:
        return self.invitations.delete_expired(before=timezone.now())

    def _open(self, token: str, *, lock: bool = False) -> Invitation:
        invitation = self.invitations.by_digest(digest_of(token), at=timezone.now(), lock=lock)
        if invitation is None:
            raise _dead_link()
        return invitation

    def _join(self, invitation: Invitation, user: User) -> Membership:
        """With the organization of the invitation locked."""
        organization = invitation.organization
        if not self.invitations.spend(invitation):
            raise _dead_link()
        room = self.organizations.room(organization, email=user.email, at=timezone.now())
        if room.is_member:
            raise Conflict("already_member", _("You are a member already."))
        _check_seats(organization, taken=room.members)
        member = self.members.add(organization, user, role=invitation.role)
        publish(MemberJoined(organization.pk, user_id=user.pk, role=member.role))
        security_log.info(
            "invitation_accepted",
            organization_id=str(organization.pk),
            user_id=user.pk,
            role=member.role,
        )
        return member


def _check_seats(organization: Organization, *, taken: int) -> None:
    if taken >= organization.limits_at(timezone.now()).members:
        raise Conflict("plan_limit", _("Your plan does not include more members."))


def digest_of(token: str) -> str:
    """A fast hash is enough: the token has 256 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()


def _dead_link() -> Invalid:
    message = _("This invitation has ended or was used already. Ask for a new one.")
    return Invalid("invalid_token", message, "token")
