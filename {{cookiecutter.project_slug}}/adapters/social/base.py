"""Providers of identities, as services see them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class IdentityProvider:
    id: str
    name: str


@dataclass(frozen=True)
class Start:
    """What the way to a provider and back is bound to. `verifier` and `nonce` stay here."""

    redirect_uri: str
    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True)
class Identity:
    """Somebody, as a provider knows them. `email` only where it says that it is theirs.

    `uid` means nobody without its `issuer`: behind one name in the settings another server may
    stand one day, which gives the same ids to others.
    """

    provider: str
    uid: str
    email: str | None
    name: str
    issuer: str = ""


class Refused(Exception):
    """The provider does not vouch: the code is wrong or spent, or its answer does not hold."""


class ProviderUnavailable(Exception):
    """The provider does not answer, or not sensibly. It may later."""
