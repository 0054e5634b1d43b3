"""Who is calling, as far as one may believe it."""

import ipaddress
from functools import lru_cache
from typing import Final

from django.conf import settings
from django.http import HttpRequest

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

IPV6_CUSTOMER: Final = 64  # bits: what a provider gives to one customer


def client_address(request: HttpRequest) -> str:
    """The address of the first host that is none of our proxies, seen from here.

    ``X-Forwarded-For`` is read from its right end, where our own proxies write, and only as far
    as those are in ``TRUSTED_PROXIES``. What a client wrote there itself is never believed.
    """
    peer = request.META.get("REMOTE_ADDR", "")
    networks = trusted(tuple(settings.TRUSTED_PROXIES))
    current = parse(peer)
    if not networks or current is None or not is_in(current, networks):
        return str(current or peer)
    for hop in reversed(request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")):
        address = parse(hop.strip())
        if address is None:
            break
        current = address
        if not is_in(address, networks):
            break
    return str(current)


def client_network(request: HttpRequest) -> str:
    """What to count by: the address, or the /64 of an IPv6 address, which has one owner."""
    address = client_address(request)
    found = parse(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((found, IPV6_CUSTOMER), strict=False))
    return address


def parse(text: str) -> Address | None:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def is_in(address: Address, networks: tuple[Network, ...]) -> bool:
    return any(address in network for network in networks)


@lru_cache(maxsize=8)
def trusted(cidrs: tuple[str, ...]) -> tuple[Network, ...]:
    return tuple(ipaddress.ip_network(cidr, strict=False) for cidr in cidrs)
