"""uvicorn serves the project, and a client that is none of ours talks to it."""

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, Self

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

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


def settings_of(database: Path) -> dict[str, str]:
    return os.environ | {
        "DATABASE_URL": f"sqlite:///{database}",
        "DJANGO_SETTINGS_MODULE": "config.settings.testing",
        "CACHE_KEY_PREFIX": database.parent.name,
    }


class Site:
    """A server with a database of its own and the user ada@acme.test, always at one address."""

    def __init__(self, database: Path) -> None:
        self.environment = settings_of(database)
        self.listener = socket.socket()
        self.listener.bind(("127.0.0.1", 0))
        self.listener.listen()
        self.address = f"localhost:{self.listener.getsockname()[1]}"

    @contextmanager
    def running(self) -> Iterator[None]:
        command = [sys.executable, "-m", "uvicorn", "config.asgi:application"]
        server = subprocess.Popen(
            [*command, "--fd", str(self.listener.fileno()), "--ws-max-size", "65536"],
            env=self.environment,
            pass_fds=[self.listener.fileno()],
        )
        try:
            yield
        finally:
            server.terminate()
            server.wait(PATIENCE)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database for each site to begin with."""
    database = tmp_path_factory.mktemp("prepared") / "db.sqlite3"
    prepare = [sys.executable, "manage.py", "shell", "-c", PREPARE]
    subprocess.run(prepare, env=settings_of(database), check=True)
    return database


@pytest.fixture
def site(prepared: Path, tmp_path: Path) -> Iterator[Site]:
    database = tmp_path / "db.sqlite3"
    shutil.copy2(prepared, database)
    site = Site(database)
    with site.listener:
        yield site


@contextmanager
def welcomed(site: Site, caller: Caller) -> Iterator[ClientConnection]:
    address = f"ws://{site.address}/ws/?ticket={caller.ticket()}"
    with connect(address, open_timeout=PATIENCE) as client:
        hear(client, "welcome")
        yield client


def hear(client: ClientConnection, kind: str) -> Any:
    frame = json.loads(client.recv(PATIENCE))
    assert frame["type"] == kind, frame
    return frame


def say(client: ClientConnection, kind: str, **fields: Any) -> None:
    client.send(json.dumps({"type": kind, **fields}))


def test_a_client_hears_of_a_change_and_of_its_logout(site: Site) -> None:
    with site.running(), Caller(site.address) as caller:
        refresh = caller.log_in()
        with welcomed(site, caller) as client:
            caller.call("PATCH", "/api/v1/users/me/", display_name="Ada")
            assert hear(client, "event")["event"] == "accounts.profile_updated"

            caller.call("POST", "/api/v1/auth/logout/", refresh=refresh)
            hear(client, "session.ended")
            with pytest.raises(ConnectionClosed) as closed:
                client.recv(PATIENCE)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4401


def test_a_client_without_a_ticket_is_refused(site: Site) -> None:
    with site.running(), pytest.raises(InvalidStatus) as refusal:
        connect(f"ws://{site.address}/ws/", open_timeout=PATIENCE)

    assert refusal.value.response.status_code == 403


def test_a_client_survives_a_restart_and_resumes(site: Site) -> None:
    def invite(name: str) -> str:
        made = caller.call("POST", f"{path}invitations/", email=f"{name}@acme.test")
        return str(made["id"])

    with site.running(), Caller(site.address) as caller:
        caller.log_in()
        organization = caller.call("POST", "/api/v1/organizations/", name="Acme")["id"]
        path, topic = f"/api/v1/organizations/{organization}/", f"organization:{organization}"
        with welcomed(site, caller) as client:
            say(client, "subscribe", topic="organization:00000000-0000-0000-0000-000000000000")
            assert hear(client, "error")["code"] == "forbidden"
            say(client, "subscribe", topic=topic)
            hear(client, "subscribed")
            first = invite("first")
            seen = hear(client, "event")
            assert seen["data"]["invitation_id"] == first

    with site.running(), Caller(site.address) as caller:
        with pytest.raises(ConnectionClosed):
            client.recv(PATIENCE)
        caller.log_in()
        missed = [invite("second"), invite("third")]
        with welcomed(site, caller) as client:
            say(client, "subscribe", topic=topic, after=seen["id"])
            subscribed = hear(client, "subscribed")
            assert (subscribed["resumed"], subscribed["complete"]) == (2, True)
            told = [hear(client, "event")["data"]["invitation_id"] for _ in missed]
            assert told == missed
            last = invite("last")
            assert hear(client, "event")["data"]["invitation_id"] == last
