from typing import Any

from apps.organizations.models import Invitation, Team, TeamMember
from tests.contracts.contract import Contract
from tests.contracts.worlds import World, member, owner
from tests.factories.accounts import PASSWORD
from tests.factories.organizations import (
    InvitationFactory,
    MembershipFactory,
    TeamFactory,
    TeamMemberFactory,
)


def team(world: World) -> Team:
    return TeamFactory.create(organization=world.organization)


def team_member(world: World) -> TeamMember:
    return TeamMemberFactory.create(team=world.the(team), membership=world.the(member))


def invitation(world: World) -> Invitation:
    return InvitationFactory.create(organization=world.organization, token=link(world)["token"])


def link(world: World) -> dict[str, Any]:
    return {"token": f"of {world.organization.pk}"}


CONTRACT = Contract(
    routes="""
#                                                                           anonymous visitor stranger viewer member admin owner staff
POST   invitations/accept/                                                  401       409     409      409    409    409   409   409
POST   invitations/decline/                                                 204       204     204      204    204    204   204   204
POST   invitations/register/                                                204       204     204      204    204    204   204   204
POST   invitations/show/                                                    200       200     200      200    200    200   200   200
GET    organizations/                                                       401       200     200      200    200    200   200   200
POST   organizations/                                                       401       201     201      201    201    201   201   201
GET    organizations/{organization_id}/                                     401       404     404      200    200    200   200   404
PATCH  organizations/{organization_id}/                                     401       404     404      403    403    200   200   404
DELETE organizations/{organization_id}/                                     401       404     404      403    403    403   204   404
GET    organizations/{organization_id}/invitations/                         401       404     404      403    403    200   200   404
POST   organizations/{organization_id}/invitations/                         401       404     404      403    403    201   201   404
GET    organizations/{organization_id}/invitations/{id}/                    401       404     404      403    403    200   200   404
DELETE organizations/{organization_id}/invitations/{id}/                    401       404     404      403    403    204   204   404
POST   organizations/{organization_id}/leave/                               401       404     404      204    204    204   409   404
GET    organizations/{organization_id}/members/                             401       404     404      200    200    200   200   404
GET    organizations/{organization_id}/members/{id}/                        401       404     404      200    200    200   200   404
PATCH  organizations/{organization_id}/members/{id}/                        401       404     404      403    403    200   200   404
DELETE organizations/{organization_id}/members/{id}/                        401       404     404      403    403    204   204   404
GET    organizations/{organization_id}/teams/                               401       404     404      200    200    200   200   404
POST   organizations/{organization_id}/teams/                               401       404     404      403    403    201   201   404
GET    organizations/{organization_id}/teams/{id}/                          401       404     404      200    200    200   200   404
PATCH  organizations/{organization_id}/teams/{id}/                          401       404     404      403    403    200   200   404
DELETE organizations/{organization_id}/teams/{id}/                          401       404     404      403    403    204   204   404
GET    organizations/{organization_id}/teams/{team_id}/members/             401       404     404      200    200    200   200   404
PUT    organizations/{organization_id}/teams/{team_id}/members/{member_id}/ 401       404     404      403    403    204   204   404
DELETE organizations/{organization_id}/teams/{team_id}/members/{member_id}/ 401       404     404      403    403    204   204   404
POST   organizations/{organization_id}/transfer/                            401       404     404      403    403    403   204   404
""",
    objects={
        "organizations/{organization_id}": lambda world: world.organization.pk,
        "organizations/{organization_id}/members/{id}": lambda world: world.the(member).pk,
        "organizations/{organization_id}/invitations/{id}": lambda world: world.the(invitation).pk,
        "organizations/{organization_id}/teams/{id}": lambda world: world.the(team).pk,
        "organizations/{organization_id}/teams/{team_id}": lambda world: world.the(team).pk,
        "organizations/{organization_id}/teams/{team_id}/members/{member_id}": (
            lambda world: world.the(team_member).membership_id
        ),
    },
    bodies={
        "POST invitations/show/": link,
        "POST invitations/accept/": link,
        "POST invitations/register/": lambda world: {**link(world), "password": PASSWORD},
        "POST invitations/decline/": link,
        "POST organizations/": {"name": "Acme"},
        "POST organizations/{organization_id}/transfer/": (
            lambda world: {"member": str(world.the(member).pk)}
        ),
        "POST organizations/{organization_id}/invitations/": {"email": "ada@acme.test"},
        "PATCH organizations/{organization_id}/members/{id}/": {"role": "viewer"},
        "POST organizations/{organization_id}/teams/": {"name": "Night shift"},
    },
    rows={
        "organizations/": lambda world, count: MembershipFactory.create_batch(
            count, user=world.the(owner).user
        ),
        "organizations/{organization_id}/members/": (
            lambda world, count: MembershipFactory.create_batch(
                count, organization=world.organization
            )
        ),
        "organizations/{organization_id}/invitations/": (
            lambda world, count: InvitationFactory.create_batch(
                count, organization=world.organization
            )
        ),
        "organizations/{organization_id}/teams/": (
            lambda world, count: TeamFactory.create_batch(count, organization=world.organization)
        ),
        "organizations/{organization_id}/teams/{team_id}/members/": (
            lambda world, count: TeamMemberFactory.create_batch(count, team=world.the(team))
        ),
    },
)
