from adapters.social.allauth import AllauthProviders as IdentityProviders
from adapters.social.base import (
    Identity,
    IdentityProvider,
    ProviderUnavailable,
    Refused,
    Start,
)

__all__ = [
    "Identity",
    "IdentityProvider",
    "IdentityProviders",
    "ProviderUnavailable",
    "Refused",
    "Start",
]
