from allauth.socialaccount.models import SocialAccount
from django.conf import settings

from tests.contracts.contract import Contract
from tests.contracts.worlds import World, owner
from tests.factories.social import SocialAccountFactory

IDENTITIES = "users/me/identities/"
START = {"redirect_uri": settings.SOCIAL_REDIRECT_URIS[0]}
BACK = {"code": "c", "state": "s", "flow": "f"}


def identity(world: World) -> SocialAccount:
    return SocialAccountFactory.create(user=world.the(owner).user)


CONTRACT = Contract(
    routes="""
#                                                 anonymous visitor stranger viewer member admin owner staff
GET    auth/social/                               200       200     200      200    200    200   200   200
POST   auth/social/{provider}/                    400       400     400      400    400    400   400   400
POST   auth/social/{provider}/cookie/             400       400     400      400    400    400   400   400
POST   auth/social/{provider}/start/              404       404     404      404    404    404   404   404
GET    users/me/identities/                       401       200     200      200    200    200   200   200
GET    users/me/identities/{id}/                  401       404     404      404    404    404   200   404
DELETE users/me/identities/{id}/                  401       404     404      404    404    404   204   404
POST   users/me/identities/link/{provider}/       401       400     400      400    400    400   400   400
POST   users/me/identities/link/{provider}/start/ 401       404     404      404    404    404   404   404
""",
    objects={IDENTITIES + "{id}": lambda world: world.the(identity).pk},
    names={  # none is configured in tests
        IDENTITIES + "link/{provider}": "oidc",
        "auth/social/{provider}": "oidc",
    },
    bodies={
        "POST auth/social/{provider}/start/": START,
        "POST auth/social/{provider}/": BACK,
        "POST auth/social/{provider}/cookie/": BACK,
        "POST users/me/identities/link/{provider}/start/": START,
        "POST users/me/identities/link/{provider}/": BACK,
    },
    untagged=frozenset({"auth/social/"}),
    unpaged=frozenset({"auth/social/"}),
    rows={
        IDENTITIES: lambda world, count: SocialAccountFactory.create_batch(
            count, user=world.the(owner).user
        ),
    },
)
