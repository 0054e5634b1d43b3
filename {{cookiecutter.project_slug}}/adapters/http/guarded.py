"""Requests to addresses that strangers choose: never to this network or this machine."""

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import certifi
import httpcore

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

KEPT: Final = 2000  # bytes of an answer's body: enough to tell what went wrong
# Networks that carry an IPv4 address inside of an IPv6 one, and where it stands.
NAT64: Final = ipaddress.ip_network("64:ff9b::/96")


class Unreachable(Exception):
    """No answer: the name, the connection, the certificate or the time."""


class ForbiddenAddress(Unreachable):
    """The name leads to where outsiders may not send us."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]  # names in lower case
    body: str  # its beginning


class GuardedClient:
    """Asks for the name's addresses once, looks at all of them, and connects to one of these.

    So a name that leads elsewhere a moment later gains nothing. Redirects are not followed, and
    no proxy of the environment is used. `allowed` are networks that may be reached although they
    are private. From the connection on everything together takes `seconds` at most, however
    slowly the other side trickles.
    """

    def __init__(
        self, *, seconds: float, allowed: Iterable[str] = (), context: ssl.SSLContext | None = None
    ) -> None:
        self.timeouts = dict.fromkeys(("connect", "read", "write", "pool"), seconds)
        self.pool = httpcore.ConnectionPool(
            ssl_context=context or _trusting_the_usual(),
            max_keepalive_connections=0,
            network_backend=_GuardedBackend(
                [ipaddress.ip_network(one) for one in allowed], seconds
            ),
        )

    def post(self, url: str, *, headers: Mapping[str, str], body: bytes) -> Answer:
        """Raises `Unreachable`."""
        try:
            with self.pool.stream(
                "POST",
                url,
                headers=[(name.encode(), value.encode()) for name, value in headers.items()],
                content=body,
                extensions={"timeout": self.timeouts},
            ) as response:
                return Answer(
                    response.status,
                    {
                        name.decode("latin-1").lower(): value.decode("latin-1")
                        for name, value in response.headers
                    },
                    _beginning(response.iter_stream()),
                )
        except (
            httpcore.NetworkError,
            httpcore.ProtocolError,
            httpcore.TimeoutException,
            httpcore.UnsupportedProtocol,
            OSError,
            ValueError,
        ) as error:
            raise Unreachable(f"{type(error).__name__}: {error}") from error


@cache
def _trusting_the_usual() -> ssl.SSLContext:
    """Reading all those certificates takes longer than most requests: once for each process."""
    return ssl.create_default_context(cafile=certifi.where())


class _GuardedBackend(httpcore.NetworkBackend):
    def __init__(self, allowed: Sequence[Network], seconds: float) -> None:
        self.allowed = allowed
        self.seconds = seconds
        self.backend = httpcore.SyncBackend()

    def connect_tcp(self, host: str, port: int, *args: Any, **kwargs: Any) -> Any:
        addresses = resolve(host, port)
        for address in addresses:
            if not is_public(address) and not any(address in one for one in self.allowed):
                raise ForbiddenAddress(f"{host} leads to {address}.")
        end = time.monotonic() + self.seconds
        stream = self.backend.connect_tcp(str(addresses[0]), port, *args, **kwargs)
        return _Bounded(stream, end)

    def connect_unix_socket(self, *args: Any, **kwargs: Any) -> Any:
        raise ForbiddenAddress("Sockets of this machine are not for outsiders.")


class _Bounded(httpcore.NetworkStream):
    """A connection of one request, which has an end in time."""

    def __init__(self, stream: httpcore.NetworkStream, end: float) -> None:
        self.stream = stream
        self.end = end

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.stream.read(max_bytes, self._left(httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.stream.write(buffer, self._left(httpcore.WriteTimeout))

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        left = self._left(httpcore.ConnectTimeout)
        return _Bounded(self.stream.start_tls(ssl_context, server_hostname, left), self.end)

    def close(self) -> None:
        self.stream.close()

    def get_extra_info(self, info: str) -> Any:
        return self.stream.get_extra_info(info)

    def _left(self, otherwise: type[Exception]) -> float:
        left = self.end - time.monotonic()
        if left <= 0:
            raise otherwise("It took too long.")
        return left


def resolve(host: str, port: int) -> list[Address]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [ipaddress.ip_address(str(address[0]).partition("%")[0]) for *_, address in found]


def is_public(address: Address) -> bool:
    """Whether it is on the internet. What an IPv6 address wraps is looked at too."""
    if isinstance(address, ipaddress.IPv6Address):
        teredo = address.teredo
        wrapped = address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None)
        if address in NAT64:
            wrapped = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if wrapped is not None:
            return is_public(wrapped)
    return address.is_global and not address.is_multicast


def _beginning(chunks: Iterable[bytes]) -> str:
    kept = b""
    for chunk in chunks:
        kept += chunk
        if len(kept) >= KEPT:
            break
    return kept[:KEPT].decode("utf-8", "replace")
