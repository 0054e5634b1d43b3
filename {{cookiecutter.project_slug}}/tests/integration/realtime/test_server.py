"""uvicorn serves the project, and a client that is none of ours talks to it."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, Self

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

PASSWORD = "correct horse battery staple"
PREPARE = f"""
from django.core.management import call_command
from apps.accounts.models import User
call_command("migrate", verbosity=0)
User.objects.create_superuser("ada@acme.test", "{PASSWORD}")
"""
PATIENCE = 30  # seconds


class Caller:
    """Somebody with an HTTP client and, once logged in, a token."""

    def __init__(self, site: str) -> None:
        self.connection = HTTPConnection(site, timeout=PATIENCE)
        self.headers = {"Content-Type": "application/json"}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def call(self, method: str, path: str, **body: Any) -> Any:
        self.connection.request(method, path, json.dumps(body), self.headers)
        answer = self.connection.getresponse()
        content = answer.read()
        assert answer.status < 300, content
        return json.loads(content) if content else None

    def log_in(self) -> str:
        """The refresh token."""
        pair = self.call("POST", "/api/v1/auth/token/", email="ada@acme.test", password=PASSWORD)
        self.headers["Authorization"] = f"Bearer {pair['access']}"
        return str(pair["refresh"])

    def ticket(self) -> str:
        return str(self.call("POST", "/api/v1/realtime/tickets/")["ticket"])


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """Address of a running server with a database of its own and the user ada@acme.test."""
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "config.settings.testing",
        "CACHE_KEY_PREFIX": tmp_path.name,
    }
    subprocess.run(
        [sys.executable, "manage.py", "shell", "-c", PREPARE], env=environment, check=True
    )
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        command = [sys.executable, "-m", "uvicorn", "config.asgi:application"]
        server = subprocess.Popen(
            [*command, "--fd", str(listener.fileno()), "--ws-max-size", "65536"],
            env=environment,
            pass_fds=[listener.fileno()],
        )
        try:
            yield f"localhost:{port}"
        finally:
            server.terminate()
            server.wait(PATIENCE)


@pytest.fixture
def caller(site: str) -> Iterator[Caller]:
    caller = Caller(site)
    yield caller
    caller.connection.close()


def test_a_client_hears_of_a_change_and_of_its_logout(site: str) -> None:
    with Caller(site) as caller:
        refresh = caller.log_in()
        address = f"ws://{site}/ws/?ticket={caller.ticket()}"

        with connect(address, open_timeout=PATIENCE) as client:
            assert json.loads(client.recv(PATIENCE))["type"] == "welcome"

            caller.call("PATCH", "/api/v1/users/me/", display_name="Ada")
            assert json.loads(client.recv(PATIENCE))["type"] == "account.updated"

            caller.call("POST", "/api/v1/auth/logout/", refresh=refresh)
            assert json.loads(client.recv(PATIENCE))["type"] == "session.ended"
            with pytest.raises(ConnectionClosed) as closed:
                client.recv(PATIENCE)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4401


def test_a_client_without_a_ticket_is_refused(site: str) -> None:
    with pytest.raises(InvalidStatus) as refusal:
        connect(f"ws://{site}/ws/", open_timeout=PATIENCE)

    assert refusal.value.response.status_code == 403
