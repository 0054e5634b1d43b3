from apps.accounts.events import LISTED, ProfileUpdated
from tests.contracts.subscribed import CACHE, Subscriber, dropping
from tests.contracts.worlds import owner

SUBSCRIBERS = (
    Subscriber(
        CACHE,
        LISTED,
        dropping(lambda world: ProfileUpdated(world.the(owner).user.pk), "accounts.users"),
    ),
)
