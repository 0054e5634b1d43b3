from dataclasses import dataclass
from typing import Any

import structlog
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import IntegrityError
from django.utils.translation import gettext as _

from adapters.mail import MailSender, get_mail_sender
from adapters.social import (
    Identity,
    IdentityProvider,
    IdentityProviders,
    ProviderUnavailable,
    Refused,
)
from apps.accounts.devices import NOWHERE, Device
from apps.accounts.events import AccountDeleted
from apps.accounts.models import User
from apps.accounts.repositories import UserRepository
from apps.accounts.tokens import MfaChallenge, TokenPair
from apps.events.bus import publish
from apps.events.unit_of_work import unit_of_work
from apps.social.events import IdentityLinked, IdentityUnlinked
from apps.social.flows import FlowStore
from apps.social.repositories import IdentityRepository
from services.accounts.registration import RegistrationService
from services.accounts.sessions import SessionService
from services.errors import Conflict, Invalid, NotFound, Unavailable
from services.mailing import send_after_commit
from services.social import mails

security_log = structlog.get_logger("security")


@dataclass(frozen=True)
class Started:
    """`flow` is for the client alone, to be sent back with what the provider returns."""

    authorization_url: str
    flow: str


@dataclass(frozen=True)
class Return:
    """What a client brings back from a provider."""

    provider: str
    code: str
    state: str
    flow: str


class IdentityService:
    """Accounts elsewhere that open an account here.

    An identity is linked by who is logged in here, or makes a new account. It never opens one that
    merely has the same address: whoever controls that address at some provider is not for that
    the owner of the account.
    """

    def __init__(
        self,
        providers: IdentityProviders | None = None,
        flows: FlowStore | None = None,
        identities: IdentityRepository | None = None,
        mail_sender: MailSender | None = None,
    ) -> None:
        self.providers = providers or IdentityProviders()
        self.flows = flows or FlowStore()
        self.identities = identities or IdentityRepository()
        self.mail_sender = mail_sender or get_mail_sender()
        self.users = UserRepository()
        self.registration = RegistrationService()
        self.sessions = SessionService()

    def available(self) -> list[IdentityProvider]:
        return self.providers.all()

    def start(self, *, provider: str, redirect_uri: str, user: User | None = None) -> Started:
        """To log in, or for `user` to link. The redirect address must be one of ours, exactly."""
        if redirect_uri not in settings.SOCIAL_REDIRECT_URIS:
            message = _("This is no address that you may return to.")
            raise Invalid("unknown_redirect_uri", message, "redirect_uri")
        flow, secret = self.flows.begin(provider, redirect_uri, user.pk if user else None)
        try:
            url = self.providers.authorization_url(provider, flow.start)
        except LookupError as error:
            raise _unknown_provider() from error
        except (ProviderUnavailable, Refused) as error:
            raise _unavailable(provider, error) from error
        return Started(url, secret)

    def log_in(self, back: Return, *, device: Device = NOWHERE) -> TokenPair | MfaChallenge:
        """As a login by password, the second factor included."""
        identity = self._identity(back, None)
        user = self._owner(identity) or self._new_user(identity)
        return self.sessions.log_in_proved(user=user, device=device)

    def link(self, back: Return, *, user: User) -> SocialAccount:
        identity = self._identity(back, user)
        known = self.identities.find_identity(identity)
        if known is None:
            try:
                with unit_of_work():
                    linked = self.identities.add(user, identity)
                    self._tell_linked(user, identity.provider)
                    return linked
            except IntegrityError:
                known = self.identities.find_identity(identity)
        if known is None or known.user_id != user.pk:
            raise Conflict("identity_taken", _("This identity opens another account."))
        return known

    @unit_of_work()
    def unlink(self, *, user: User, identity_id: int) -> None:
        """Refused for the last way in. Of two calls at once the second sees the first's work."""
        locked = self.users.lock(user.pk)
        identities = {identity.pk: identity for identity in self.identities.of(user)}
        identity = identities.get(identity_id)
        if locked is None or identity is None:
            raise NotFound("not_found", _("There is no such identity."))
        if not locked.has_usable_password() and len(identities) == 1:
            message = _("This is your only way to log in. Choose a password first.")
            raise Conflict("last_way_in", message)
        provider = identity.provider
        self.identities.delete(identity)
        publish(IdentityUnlinked(user.pk, provider=provider))
        send_after_commit(self.mail_sender, mails.unlinked(user, provider))
        security_log.info("identity_unlinked", user_id=user.pk, provider=provider)

    def exported(self, user: User) -> list[dict[str, Any]]:
        """For the export of a user's data."""
        rows = self.identities.of(user)
        return list(rows.values("provider", "uid", "date_joined", "last_login"))

    def forget(self, event: AccountDeleted) -> None:
        """An account that was emptied instead of deleted opens to nobody."""
        self.identities.forget(event.user_id)

    def _identity(self, back: Return, user: User | None) -> Identity:
        flow = self.flows.take(
            back.provider,
            state=back.state,
            secret=back.flow,
            user_id=user.pk if user else None,
        )
        if flow is None:
            raise Invalid("invalid_state", _("This took too long. Begin again."), "state")
        try:
            return self.providers.identity(back.provider, flow.start, back.code)
        except LookupError as error:
            raise _unknown_provider() from error
        except Refused as error:
            security_log.warning("identity_refused", provider=back.provider, reason=str(error))
            message = _("The provider did not confirm who you are. Begin again.")
            raise Invalid("invalid_code", message, "code") from error
        except ProviderUnavailable as error:
            raise _unavailable(back.provider, error) from error

    def _new_user(self, identity: Identity) -> User:
        if identity.email is None:
            message = _("The provider does not say that your e-mail address is yours.")
            raise Conflict("email_not_verified", message)
        try:
            user = self._register(identity)
        except IntegrityError:  # the identity or its address was registered since we looked
            user = self._owner(identity) or self._register(identity)
        user = user or self._owner(identity)
        if user is None:
            message = _("There is an account with this address. Log in, and link this one to it.")
            raise Conflict("account_exists", message)
        return user

    @unit_of_work()
    def _register(self, identity: Identity) -> User | None:
        """`None` where the address is somebody's."""
        candidate = self.users.new(email=identity.email or "", display_name=identity.name)
        candidate.set_unusable_password()
        known = self.users.by_email(candidate.email)
        user_id = self.registration.register_verified(
            candidate, instead_of=known.pk if known else None
        )
        if user_id is None:
            return None
        user = candidate
        if known is not None:
            known.refresh_from_db()
            user = known
        self.identities.add(user, identity)
        publish(IdentityLinked(user.pk, provider=identity.provider))
        return user

    def _owner(self, identity: Identity) -> User | None:
        known = self.identities.find_identity(identity)
        owner: User | None = known.user if known else None
        return owner

    def _tell_linked(self, user: User, provider: str) -> None:
        publish(IdentityLinked(user.pk, provider=provider))
        send_after_commit(self.mail_sender, mails.linked(user, provider))
        security_log.info("identity_linked", user_id=user.pk, provider=provider)


def _unknown_provider() -> NotFound:
    return NotFound("not_found", _("There is no such provider."))


def _unavailable(provider: str, error: Exception) -> Unavailable:
    security_log.warning("provider_unavailable", provider=provider, reason=str(error))
    message = _("The provider does not answer. Try again later.")
    return Unavailable("provider_unavailable", message, wait=30)
