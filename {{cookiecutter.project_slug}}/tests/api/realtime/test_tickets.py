from concurrent.futures import ThreadPoolExecutor

import time_machine

from apps.accounts.models import User
from apps.realtime import tickets
from tests.client import Api


def test_a_ticket_names_its_user_once(auth_api: Api, user: User) -> None:
    answer = auth_api.post("/api/v1/realtime/tickets/")

    assert answer["expires_in"] == 30
    assert auth_api.response["Cache-Control"] == "no-store"
    assert tickets.redeem(answer["ticket"]) == user.pk
    assert tickets.redeem(answer["ticket"]) is None


def test_a_ticket_needs_a_login(api: Api) -> None:
    api.post("/api/v1/realtime/tickets/", expect=401)


def test_ticket_flood_is_limited(auth_api: Api) -> None:
    for _ in range(30):
        auth_api.post("/api/v1/realtime/tickets/")

    auth_api.post("/api/v1/realtime/tickets/", expect=429)


def test_an_old_ticket_is_refused() -> None:
    with time_machine.travel("2026-01-01T12:00:00Z", tick=False) as clock:
        ticket = tickets.issue(1)
        clock.shift(tickets.LIFETIME + 1)

        assert tickets.redeem(ticket) is None


def test_a_guessed_ticket_is_refused() -> None:
    assert tickets.redeem("") is None
    assert tickets.redeem("x" * tickets.LENGTH) is None
    assert tickets.redeem("x" * 100_000) is None


def test_ticket_race_lets_one_in() -> None:
    ticket = tickets.issue(7)

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(tickets.redeem, [ticket] * 8))

    assert [user_id for user_id in results if user_id is not None] == [7]
