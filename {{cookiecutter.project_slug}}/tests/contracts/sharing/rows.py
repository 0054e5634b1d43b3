from guardian.shortcuts import assign_perm

from tests.factories.accounts import UserFactory
from tests.factories.organizations import TeamFactory

ROWS = {
    "guardian.UserObjectPermission": lambda _: assign_perm(
        "organizations.view_team", UserFactory.create(), TeamFactory.create()
    ),
}
