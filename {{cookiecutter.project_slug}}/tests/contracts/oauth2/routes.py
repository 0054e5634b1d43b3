from datetime import timedelta

from django.utils import timezone
from oauth2_provider.models import AccessToken, Application, RefreshToken

from apps.accounts.models import User
from tests.contracts.contract import Contract
from tests.contracts.worlds import World, owner
from tests.factories.oauth2 import ApplicationFactory


def allowed_by(user: User) -> Application:
    application = ApplicationFactory.create()
    whose = {"application": application, "user": user, "token": application.client_id}
    expires = timezone.now() + timedelta(hours=1)
    access = AccessToken.objects.create(**whose, scope="read", expires=expires)
    RefreshToken.objects.create(**whose, access_token=access)
    return application


def application(world: World) -> Application:
    return allowed_by(world.the(owner).user)


CONTRACT = Contract(
    routes="""
#                                              anonymous visitor stranger viewer member admin owner staff
GET    users/me/applications/                  401       200     200      200    200    200   200   200
GET    users/me/applications/{id}/             401       404     404      404    404    404   200   404
DELETE users/me/applications/{id}/             401       404     404      404    404    404   204   404
GET    /.well-known/oauth-authorization-server 200       200     200      200    200    200   200   200
GET    /o/authorize/                           302       302     302      302    302    302   302   302
GET    /o/login/                               200       200     200      200    200    200   200   200
POST   /o/authorize/                           302       302     302      302    302    302   302   302
POST   /o/introspect/                          403       403     403      403    403    403   403   403
POST   /o/login/                               200       200     200      200    200    200   200   200
POST   /o/revoke_token/                        400       400     400      400    400    400   400   400
POST   /o/token/                               400       400     400      400    400    400   400   400
""",
    objects={"users/me/applications/{id}": lambda world: world.the(application).pk},
    untagged=frozenset({"/o/login/", "/.well-known/oauth-authorization-server"}),
    rows={
        "users/me/applications/": lambda world, count: [
            allowed_by(world.the(owner).user) for _ in range(count)
        ],
    },
)
