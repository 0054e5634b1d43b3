from typing import Any

from apps.sharing.levels import Level
from services.sharing.sharing import SharingService
from tests.contracts.happening import Done
from tests.contracts.worlds import World
from tests.factories.accounts import UserFactory
from tests.factories.library import NoteFactory


def whose(world: World) -> dict[str, Any]:
    note = NoteFactory.create()
    return {"row": note, "owner": note.owner, "user_id": UserFactory.create().public_id}


HAPPENINGS = {
    "sharing.row_shared": Done(
        lambda world: SharingService().share(**whose(world), level=Level.VIEWER)
    ),
    "sharing.row_unshared": Done(lambda world: SharingService().unshare(**whose(world))),
}
