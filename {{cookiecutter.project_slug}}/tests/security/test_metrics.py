"""What is counted tells of the traffic and of what there is: it is for scrapers inside alone."""

import pytest
from django.conf import LazySettings
from django.test import Client

PROXY, SCRAPER, STRANGER = "10.0.0.2", "10.0.0.3", "203.0.113.9"
FORGERIES = ("127.0.0.1", "10.0.0.3", "::1", f"127.0.0.1, {PROXY}", "10.0.0.3, 10.0.0.4")


def status(client: Client, peer: str, **headers: str) -> int:
    return client.get("/metrics", REMOTE_ADDR=peer, headers=headers).status_code


@pytest.fixture
def proxy(settings: LazySettings) -> None:
    settings.TRUSTED_PROXIES = [f"{PROXY}/32"]


@pytest.mark.parametrize("forged", FORGERIES)
def test_forged_x_forwarded_for_of_who_calls_directly(client: Client, forged: str) -> None:
    assert status(client, STRANGER, **{"X-Forwarded-For": forged}) == 404


@pytest.mark.usefixtures("proxy")
@pytest.mark.parametrize("forged", FORGERIES)
def test_forged_x_forwarded_for_through_the_proxy(client: Client, forged: str) -> None:
    """The proxy appends the address that it sees."""
    assert status(client, PROXY, **{"X-Forwarded-For": f"{forged}, {STRANGER}"}) == 404


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("X-Forwarded-For", STRANGER),
        ("X-Forwarded-For", f"127.0.0.1, {STRANGER}"),
        ("X-Forwarded-Proto", "https"),
        ("Forwarded", f"for={STRANGER}"),
    ],
)
def test_strangers_behind_a_proxy_inside_that_nobody_has_named(
    client: Client, header: str, value: str
) -> None:
    """Its own address is private, and would let in everybody whom it passes on."""
    assert status(client, PROXY, **{header: value}) == 404


@pytest.mark.usefixtures("proxy")
def test_strangers_behind_a_trusted_proxy_that_does_not_say_for_whom(client: Client) -> None:
    assert status(client, PROXY, **{"X-Forwarded-Proto": "https"}) == 404


@pytest.mark.usefixtures("proxy")
def test_scrapers_inside_are_let_in_directly_and_through_the_proxy(client: Client) -> None:
    assert status(client, SCRAPER) == 200
    assert status(client, PROXY, **{"X-Forwarded-For": SCRAPER}) == 200


def test_networks_are_taken_from_the_setting(client: Client, settings: LazySettings) -> None:
    settings.METRICS_ALLOWED_NETWORKS = ["198.51.100.0/24"]

    assert status(client, "198.51.100.7") == 200
    assert status(client, "127.0.0.1") == 404
