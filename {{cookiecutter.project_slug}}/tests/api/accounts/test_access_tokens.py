from datetime import UTC, datetime, timedelta
from typing import Final

import time_machine

from apps.accounts.models import User
from tests.client import Api
from tests.factories.accounts import PASSWORD

LOGIN: Final = "/api/v1/auth/token/"
ME: Final = "/api/v1/users/me/"
NOON: Final = datetime(2026, 1, 1, 12, tzinfo=UTC)
LIFETIME: Final = timedelta(minutes=15)


def test_a_token_that_was_good_before_is_refused_when_its_time_is_over(
    api: Api, user: User
) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        pair = api.post(LOGIN, {"email": user.email, "password": PASSWORD}, expect=200)
        api.bearer(pair["access"]).get(ME)

        clock.move_to(NOON + LIFETIME - timedelta(seconds=1))
        api.get(ME)

        clock.move_to(NOON + LIFETIME)
        refused = api.get(ME, expect=401)

    assert refused["errors"][0]["code"] == "token_not_valid"


def test_one_good_token_does_not_vouch_for_an_altered_one(api: Api, user: User) -> None:
    pair = api.post(LOGIN, {"email": user.email, "password": PASSWORD}, expect=200)
    head, claims, signature = pair["access"].split(".")
    api.bearer(pair["access"]).get(ME)

    for altered in (
        f"{head}.{claims}.{signature[::-1]}",
        f"{head}.{claims.swapcase()}.{signature}",
    ):
        api.bearer(altered).get(ME, expect=401)
