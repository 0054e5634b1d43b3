"""What a person does with a fresh backend, over real HTTP and a real socket."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from socket import create_connection
from urllib.parse import unquote

import httpx
from websockets import Origin
from websockets.sync.client import ClientConnection, connect

from tests.run.mailbox import Mailbox
from tests.run.production import FRONTEND, HOST

# What the proxy in front adds.
HEADERS = {"Host": HOST, "X-Forwarded-Proto": "https"}
ADDRESS = "grace@proven.test"
PASSWORD = "a-long-enough-Passphrase-7"


class Client:
    """Calls the API and asserts the status of each answer."""

    def __init__(self, port: int) -> None:
        self.http = httpx.Client(
            base_url=f"http://127.0.0.1:{port}", headers=HEADERS, timeout=20, trust_env=False
        )

    def call(self, method: str, path: str, expect: int, **body: object) -> httpx.Response:
        answer = self.http.request(method, path, json=body or None)
        assert answer.status_code == expect, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer

    def log_in(self) -> dict[str, str]:
        tokens: dict[str, str] = self.call(
            "POST", "/api/v1/auth/token/", 200, email=ADDRESS, password=PASSWORD
        ).json()
        self.http.headers["Authorization"] = f"Bearer {tokens['access']}"
        return tokens


def verification_token(mailbox: Mailbox) -> str:
    mail = mailbox.next_mail()
    assert mail["To"] == ADDRESS
    body = mail.get_body(("plain",))
    assert body is not None
    found = re.search(r"[#?&]token=([^\s&]+)", body.get_content())
    assert found, body.get_content()
    return unquote(found.group(1))


def register_and_verify(client: Client, mailbox: Mailbox) -> None:
    client.call("POST", "/api/v1/auth/register/", 202, email=ADDRESS, password=PASSWORD)
    client.call("POST", "/api/v1/auth/token/", 401, email=ADDRESS, password=PASSWORD)
    token = verification_token(mailbox)
    client.call("POST", "/api/v1/auth/verify-email/", 200, token=token)


def refresh_and_log_out(client: Client, refresh: str) -> None:
    renewed = client.call("POST", "/api/v1/auth/token/refresh/", 200, refresh=refresh).json()
    client.http.headers["Authorization"] = f"Bearer {renewed['access']}"
    client.call("POST", "/api/v1/auth/logout/", 204)
    client.call("POST", "/api/v1/auth/token/refresh/", 401, refresh=renewed["refresh"])
    client.call("GET", "/api/v1/users/me/", 401)


@contextmanager
def socket_of(client: Client, port: int) -> Iterator[ClientConnection]:
    """A socket on the ASGI process, opened with a ticket from the API's process."""
    ticket = client.call("POST", "/api/v1/realtime/tickets/", 201).json()["ticket"]
    with connect(
        f"ws://{HOST}/ws/?ticket={ticket}",
        sock=create_connection(("127.0.0.1", port)),
        origin=Origin(FRONTEND),
        open_timeout=20,
    ) as socket:
        yield socket


def next_message(socket: ClientConnection) -> dict[str, object]:
    message: dict[str, object] = json.loads(socket.recv(timeout=20))
    return message
