"""From where somebody logs in, as far as the request tells."""

import ipaddress
import re
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest
from ua_parser import parse

from apps.core.client_address import client_address
from apps.core.client_address import parse as parse_address

LONGEST_AGENT: Final = 300  # characters, of what a client may write as it likes
LONGEST_NAME: Final = 100  # characters
NO_NAME: Final = re.compile(r"[^\w ,+-]")  # nothing that a mail program makes a link of
NEIGHBOURHOOD: Final = {4: 24, 6: 48}  # bits: a provider moves its customers about within these


@dataclass(frozen=True)
class Device:
    """`address` is one that a database of addresses accepts, or nothing."""

    user_agent: str = ""
    address: str | None = None

    @property
    def name(self) -> str:
        """For people: “Firefox, Windows”. Empty for what no browser says of itself."""
        found = parse(self.user_agent)
        known = (found.user_agent, found.os)
        name = ", ".join(part.family for part in known if part)
        return NO_NAME.sub("", name)[:LONGEST_NAME]

    @property
    def network(self) -> str:
        """Where the address lives, more or less: enough to tell a new place from a known one."""
        if self.address is None:
            return ""
        bits = NEIGHBOURHOOD[ipaddress.ip_address(self.address).version]
        return str(ipaddress.ip_network(f"{self.address}/{bits}", strict=False))


NOWHERE: Final = Device()


def device_of(request: HttpRequest) -> Device:
    agent = request.META.get("HTTP_USER_AGENT", "")
    address = parse_address(client_address(request).partition("%")[0])
    return Device(
        user_agent="".join(filter(str.isprintable, agent))[:LONGEST_AGENT],
        address=str(address) if address else None,
    )
