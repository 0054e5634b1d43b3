import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

import structlog
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError
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
        account = self.users.by_id(invitation.holder) if invitation.holder else None
        return Shown(
            organization=invitation.organization.name,
            role=invitation.role,
            email=invitation.email,
            expires_at=invitation.expires_at,
            has_account=account is not None and account.is_email_verified,
        )

    def accept(self, *, token: str, user: User) -> Membership:
        """For the account of the invited address alone: a forwarded link lets nobody in."""
        try:
            with unit_of_work():
                invitation = self._open(token, lock=True)
                if user.email != invitation.email or not user.is_email_verified:
                    raise Conflict("other_address", _("This invitation is for another address."))
                member = self._join(invitation, user.pk)
            member.user = user  # who is shown, and need not be read again
        except IntegrityError as error:
            self._open(token)  # of two calls at once the second hears that the link was used
            raise Conflict("already_member", _("You are a member already.")) from error
        return member

    def register(self, *, token: str, password: str, display_name: str = "") -> Membership:
        """For who has no account yet. The link has proved the address."""
        encoded = make_password(password)  # slow: before anything is locked
        try:
            return self._register(token, password, display_name, encoded)
        except IntegrityError:
            # The address was registered since we looked, maybe by this link. Now it will be found.
            return self._register(token, password, display_name, encoded)

    @unit_of_work()
    def _register(self, token: str, password: str, display_name: str, encoded: str) -> Membership:
        invitation = self._open(token, lock=True)
        candidate = self.registration.prepare(
            email=invitation.email, password=password, display_name=display_name, encoded=encoded
        )
        user_id = self.registration.register_verified(candidate, instead_of=invitation.holder)
        if user_id is None:
            message = _("This address has an account. Log in, and accept the invitation.")
            raise Conflict("account_exists", message)
        return self._join(invitation, user_id)

    @unit_of_work()
    def decline(self, *, token: str) -> None:
        invitation = self._open(token)
        if not self.invitations.spend(invitation):
            raise _dead_link()
        publish(InvitationDeclined(invitation.organization_id, invitation_id=invitation.pk))

    def prune(self) -> int:
        return self.invitations.delete_ended(before=timezone.now())

    def _open(self, token: str, *, lock: bool = False) -> Invitation:
        invitation = self.invitations.by_digest(digest_of(token), at=timezone.now(), lock=lock)
        if invitation is None:
            raise _dead_link()
        return invitation

    def _join(self, invitation: Invitation, user_id: int) -> Membership:
        """With the organization of the invitation locked. `IntegrityError` for a member."""
        organization = invitation.organization
        now = timezone.now()
        # First the membership, which waits for who is just deleting the account: what `redeem`
        # then asks holds until the transaction ends.
        member = self.members.add(organization, user_id, role=invitation.role)
        if not self.invitations.redeem(
            invitation, member, seats=organization.limits_at(now).members
        ):
            room = self.organizations.room(organization, email=invitation.email, at=now)
            _check_seats(organization, taken=room.members - 1)
            raise _dead_link()
        publish(MemberJoined(organization.pk, user_id=user_id, role=member.role))
        security_log.info(
            "invitation_accepted",
            organization_id=str(organization.pk),
            user_id=user_id,
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
