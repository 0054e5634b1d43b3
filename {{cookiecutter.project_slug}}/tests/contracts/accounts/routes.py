from typing import Any

from django.utils import timezone

from apps.accounts.models import DataExport, Session
from services.accounts.sessions import SessionService
from tests.contracts.contract import Contract
from tests.contracts.worlds import World, owner
from tests.factories.accounts import PASSWORD, SessionFactory, UserFactory
from tests.factories.pictures import picture, upload

NEW = "a wholly different passphrase"


def session(world: World) -> Session:
    return SessionFactory.create(user=world.the(owner).user)


def export(world: World) -> DataExport:
    """Not ready yet."""
    user = world.the(owner).user
    return DataExport.objects.create(user=user, requested_at=timezone.now())


def credentials(world: World) -> dict[str, Any]:
    return {"email": world.the(owner).user.email, "password": PASSWORD}


CONTRACT = Contract(
    routes="""
#                                   anonymous visitor stranger viewer member admin owner staff
POST   auth/cookie/                 200       200     200      200    200    200   200   200
POST   auth/cookie/mfa/             400       400     400      400    400    400   400   400
POST   auth/cookie/refresh/         401       401     401      401    401    401   401   401
POST   auth/deletion/cancel/        400       400     400      400    400    400   400   400
POST   auth/email/change/           401       202     202      202    202    202   202   202
POST   auth/email/change/cancel/    400       400     400      400    400    400   400   400
POST   auth/email/change/confirm/   400       400     400      400    400    400   400   400
POST   auth/logout/                 401       204     204      204    204    204   204   204
GET    auth/mfa/                    401       200     200      200    200    200   200   200
POST   auth/mfa/recovery-codes/     401       409     409      409    409    409   409   409
POST   auth/mfa/totp/               401       200     200      200    200    200   200   200
DELETE auth/mfa/totp/               401       204     204      204    204    204   204   204
POST   auth/mfa/totp/confirm/       401       400     400      400    400    400   400   400
POST   auth/password/change/        401       204     204      204    204    204   204   204
POST   auth/password/reset/         202       202     202      202    202    202   202   202
POST   auth/password/reset/confirm/ 400       400     400      400    400    400   400   400
POST   auth/reactivation/           202       202     202      202    202    202   202   202
POST   auth/reactivation/confirm/   400       400     400      400    400    400   400   400
POST   auth/reauthenticate/         401       204     204      204    204    204   204   204
POST   auth/register/               202       202     202      202    202    202   202   202
POST   auth/token/                  200       200     200      200    200    200   200   200
POST   auth/token/mfa/              400       400     400      400    400    400   400   400
POST   auth/token/refresh/          200       200     200      200    200    200   200   200
POST   auth/verify-email/           400       400     400      400    400    400   400   400
POST   auth/verify-email/resend/    202       202     202      202    202    202   202   202
GET    users/                       401       403     403      403    403    403   403   200
GET    users/{id}/                  401       403     403      403    403    403   403   200
GET    users/{public_id}/profile/   401       404     404      404    404    404   200   404
GET    users/me/                    401       200     200      200    200    200   200   200
PATCH  users/me/                    401       200     200      200    200    200   200   200
DELETE users/me/                    401       204     204      204    204    204   204   204
PUT    users/me/avatar/             401       200     200      200    200    200   200   200
DELETE users/me/avatar/             401       200     200      200    200    200   200   200
POST   users/me/deletion/           401       202     409      202    202    202   409   202
POST   users/me/export/             401       202     409      202    202    202   409   202
GET    users/me/export/{export_id}/ 401       404     404      404    404    404   404   404
GET    users/me/roles/              401       200     200      200    200    200   200   200
GET    users/me/sessions/           401       200     200      200    200    200   200   200
GET    users/me/sessions/{id}/      401       404     404      404    404    404   200   404
DELETE users/me/sessions/{id}/      401       404     404      404    404    404   204   404
""",
    objects={
        "users/{id}": lambda world: world.the(owner).user.pk,
        "users/{public_id}": lambda world: world.the(owner).user.public_id,
        "users/me/sessions/{id}": lambda world: world.the(session).pk,
        "users/me/export/{export_id}": lambda world: world.the(export).pk,
    },
    bodies={
        "POST auth/token/": credentials,
        "POST auth/cookie/": credentials,
        "POST auth/token/refresh/": lambda world: {
            "refresh": SessionService().open(user=world.the(owner).user).refresh
        },
        "POST auth/register/": {"email": "ada@acme.test", "password": PASSWORD},
        "POST auth/verify-email/resend/": {"email": "ada@acme.test"},
        "POST auth/password/reset/": {"email": "ada@acme.test"},
        "POST auth/reactivation/": {"email": "ada@acme.test"},
        "POST auth/email/change/": {"new_email": "ada@acme.test"},
        "POST auth/reauthenticate/": {"password": PASSWORD},
        "POST auth/password/change/": {
            "current_password": PASSWORD,
            "new_password": NEW,
        },
        "PUT users/me/avatar/": lambda _: {"avatar": upload(picture())},
    },
    untagged=frozenset({"auth/mfa/", "users/me/", "users/me/roles/", "users/{public_id}/profile/"}),
    rows={
        "users/": lambda _, count: UserFactory.create_batch(count),
        "users/me/sessions/": lambda world, count: SessionFactory.create_batch(
            count, user=world.the(owner).user
        ),
    },
)
