from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine

from apps.accounts.models import User
from apps.realtime import tickets
from apps.realtime.tickets import Holder
from tests.client import Api

HOLDER = Holder(user_id=7, session_id="0f8fad5b-d9cb-469f-a165-70867728950e")


def test_a_ticket_names_its_holder_once(auth_api: Api, user: User) -> None:
    answer = auth_api.post("/api/v1/realtime/tickets/")

    assert answer["expires_in"] == 30
    assert auth_api.response["Cache-Control"] == "no-store"
    session = user.sessions.get()
    assert tickets.redeem(answer["ticket"]) == Holder(user.pk, str(session.pk))
    assert tickets.redeem(answer["ticket"]) is None


def test_a_ticket_needs_a_login(api: Api) -> None:
    api.post("/api/v1/realtime/tickets/", expect=401)


@pytest.mark.usefixtures("clock")
def test_ticket_flood_is_limited(auth_api: Api) -> None:
    for _ in range(30):
        auth_api.post("/api/v1/realtime/tickets/")

    auth_api.post("/api/v1/realtime/tickets/", expect=429)


def test_an_old_ticket_is_refused(clock: time_machine.Traveller) -> None:
    ticket = tickets.issue(HOLDER)
    clock.shift(tickets.LIFETIME + 1)

    assert tickets.redeem(ticket) is None


def test_a_guessed_ticket_is_refused() -> None:
    assert tickets.redeem("") is None
    assert tickets.redeem("x" * tickets.LENGTH) is None
    assert tickets.redeem("x" * 100_000) is None


def test_ticket_race_lets_one_in() -> None:
    ticket = tickets.issue(HOLDER)

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(tickets.redeem, [ticket] * 8))

    assert [holder for holder in results if holder] == [HOLDER]
