import pytest
from django.conf import LazySettings
from django.test import RequestFactory

from apps.core.client_address import client_address, client_network

PROXIES = ["10.0.0.0/8", "2001:db8:aaaa::/48", "192.0.2.1"]


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("203.0.113.5", "", "203.0.113.5"),
        ("203.0.113.5", "198.51.100.7", "203.0.113.5"),  # not our proxy: spoofed
        ("10.0.0.1", "198.51.100.7", "198.51.100.7"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "1.1.1.1, 198.51.100.7", "198.51.100.7"),  # the left one is the client's own
        ("10.0.0.1", "198.51.100.7, 10.9.9.9", "198.51.100.7"),
        ("10.0.0.1", "198.51.100.7,192.0.2.1 , 10.9.9.9", "198.51.100.7"),
        ("10.0.0.1", "10.2.2.2", "10.2.2.2"),
        ("10.0.0.1", "198.51.100.7, nonsense", "10.0.0.1"),
        ("10.0.0.1", "198.51.100.7, nonsense, 10.9.9.9", "10.9.9.9"),
        ("2001:db8:aaaa::1", "2001:db8:1:2::3", "2001:db8:1:2::3"),
        ("::ffff:10.0.0.1", "198.51.100.7", "198.51.100.7"),
        ("::ffff:203.0.113.5", "", "203.0.113.5"),
        ("", "198.51.100.7", ""),
        ("unix:", "198.51.100.7", "unix:"),
    ],
)
def test_whom_to_believe(settings: LazySettings, peer: str, forwarded: str, client: str) -> None:
    settings.TRUSTED_PROXIES = PROXIES
    request = RequestFactory().get("/", REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=forwarded)

    assert client_address(request) == client


def test_without_proxies_nothing_is_believed(settings: LazySettings) -> None:
    settings.TRUSTED_PROXIES = []
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="1.2.3.4")

    assert client_address(request) == "10.0.0.1"


@pytest.mark.parametrize(
    ("peer", "network"),
    [
        ("203.0.113.5", "203.0.113.5"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("unix:", "unix:"),
    ],
)
def test_one_customer_is_one_network(peer: str, network: str) -> None:
    assert client_network(RequestFactory().get("/", REMOTE_ADDR=peer)) == network
