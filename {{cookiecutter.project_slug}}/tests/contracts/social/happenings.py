from typing import Any

from adapters.social import Identity, IdentityProviders
from apps.social.flows import FlowStore
from services.social.identities import IdentityService, Return
from tests.contracts.happening import Asked, Done
from tests.contracts.social.routes import IDENTITIES, START
from tests.contracts.worlds import World, owner


class Trusting(IdentityProviders):
    """Believes whoever comes back."""

    def identity(self, provider: str, *_: Any) -> Identity:
        return Identity(provider, uid="seven", email=None, name="Ada")


def linked(world: World) -> None:
    user = world.the(owner).user
    flow, secret = FlowStore().begin("oidc", START["redirect_uri"], user.pk)
    back = Return("oidc", "code", flow.start.state, secret)
    IdentityService(providers=Trusting()).link(back, user=user)


HAPPENINGS = {
    "social.identity_linked": Done(linked),
    "social.identity_unlinked": Asked("DELETE " + IDENTITIES + "{id}/"),
}
