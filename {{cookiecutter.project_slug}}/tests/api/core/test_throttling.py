"""Limits, switched on, with their headers."""

from collections.abc import Sequence
from typing import Any

import pytest
import time_machine
from rest_framework.settings import api_settings
from structlog.testing import capture_logs

from adapters.counters import Counter, CounterUnavailable, Hit, Tally, get_counter
from apps.core import throttling
from tests.client import Api
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.library.urls")]

ARTICLES = "/api/v1/library/articles/"
LIMITED = "/api/v1/library/limited/"
NOON = "2026-11-23T12:00:20Z"


@pytest.fixture
def rates(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    rates = {"global": "100/min", "user": "3/min", "anon": "2/min", "login": "2/hour"}
    monkeypatch.setattr(api_settings, "DEFAULT_THROTTLE_RATES", rates)
    return rates


@pytest.fixture(autouse=True)
def at_noon() -> Any:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def limits(api: Api) -> tuple[str, str, str]:
    answer = api.response
    names = ("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset")
    limit, remaining, reset = (answer[name] for name in names)
    return limit, remaining, reset


@pytest.mark.usefixtures("rates")
def test_a_user_is_told_the_limit_and_stopped_at_it(api: Api, at_noon: Any) -> None:
    api.log_in(UserFactory.create())
    for remaining in ("2", "1", "0"):
        api.get(ARTICLES)
        assert limits(api) == ("3", remaining, "40")

    body = api.get(ARTICLES, expect=429)

    assert body["type"] == "client_error"
    assert body["errors"] == [
        {
            "code": "throttled",
            "detail": "Request was throttled. Expected available in 40 seconds.",
            "attr": None,
        }
    ]
    assert api.response["Retry-After"] == "40"
    assert limits(api) == ("3", "0", "40")

    at_noon.shift(40)
    api.get(ARTICLES)


@pytest.mark.usefixtures("rates")
def test_users_have_limits_of_their_own(api: Api) -> None:
    api.log_in(UserFactory.create())
    for _ in range(3):
        api.get(ARTICLES)

    api.log_in(UserFactory.create()).get(ARTICLES)

    assert limits(api)[1] == "2"


@pytest.mark.usefixtures("rates")
def test_guessing_without_an_account_is_limited_by_address(api: Api) -> None:
    for expect in (401, 401):
        api.get(ARTICLES, expect=expect, REMOTE_ADDR="203.0.113.5")

    api.get(LIMITED, REMOTE_ADDR="203.0.113.5")
    api.get(LIMITED, REMOTE_ADDR="203.0.113.5")
    api.get(LIMITED, expect=429, REMOTE_ADDR="203.0.113.5")

    api.get(LIMITED, REMOTE_ADDR="203.0.113.6")
    assert limits(api) == ("2", "1", "3580")


@pytest.mark.usefixtures("rates")
def test_forwarded_for_spoofing_does_not_reset_the_limit(api: Api) -> None:
    for number in range(2):
        api.get(LIMITED, HTTP_X_FORWARDED_FOR=f"198.51.100.{number}")

    api.get(LIMITED, expect=429, HTTP_X_FORWARDED_FOR="198.51.100.9")


@pytest.mark.usefixtures("rates")
def test_ipv6_hopping_within_a_network_does_not_reset_the_limit(api: Api) -> None:
    for number in range(2):
        api.get(LIMITED, REMOTE_ADDR=f"2001:db8::{number}")

    api.get(LIMITED, expect=429, REMOTE_ADDR="2001:db8::ffff")
    api.get(LIMITED, REMOTE_ADDR="2001:db8:0:1::1")


def test_one_flooding_caller_does_not_use_up_everybodys_limit(
    api: Api, rates: dict[str, str]
) -> None:
    rates["global"] = "5/min"
    flooder, other = UserFactory.create(), UserFactory.create()
    api.log_in(flooder)
    for expect in (200, 200, 200, 429, 429, 429, 429):
        api.get(ARTICLES, expect=expect)

    api.log_in(other).get(ARTICLES)
    assert limits(api) == ("5", "1", "40")


def test_the_installation_has_a_limit(api: Api, rates: dict[str, str]) -> None:
    rates["global"] = "2/min"
    for expect in (200, 200, 429):
        api.log_in(UserFactory.create()).get(ARTICLES, expect=expect)


def test_no_rate_is_no_limit(api: Api, rates: dict[str, str]) -> None:
    rates.clear()
    api.log_in(UserFactory.create())
    for _ in range(5):
        api.get(ARTICLES)

    assert "X-RateLimit-Limit" not in api.response


@pytest.mark.usefixtures("rates")
def test_without_a_counter_everybody_may_pass(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken(Counter):
        asked = 0

        def hit_until_exceeded(self, hits: Sequence[Hit]) -> list[Tally]:
            Broken.asked += 1
            raise CounterUnavailable("connection refused")

    monkeypatch.setattr(throttling, "get_counter", Broken)
    monkeypatch.setattr(throttling, "outage", throttling.Outage())
    api.log_in(UserFactory.create())

    with capture_logs() as logs:
        for _ in range(5):
            api.get(ARTICLES)

    warnings = [line for line in logs if line["log_level"] == "warning"]
    assert [line["event"] for line in warnings] == ["rate limits are off"]
    assert Broken.asked == 1
    assert "X-RateLimit-Limit" not in api.response


@pytest.mark.usefixtures("rates")
def test_limits_are_counted_in_one_step(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[list[str]] = []
    counter = get_counter()

    class Watched(Counter):
        def hit_until_exceeded(self, hits: Sequence[Hit]) -> list[Tally]:
            seen.append([hit.key.partition(":")[0] for hit in hits])
            return counter.hit_until_exceeded(hits)

    monkeypatch.setattr(throttling, "get_counter", Watched)

    api.log_in(UserFactory.create()).get(ARTICLES)

    assert seen == [["user", "global"]]
