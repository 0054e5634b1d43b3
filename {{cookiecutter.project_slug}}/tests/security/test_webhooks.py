import ipaddress
import socket
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from threading import Event, Thread
from typing import Any, ClassVar

import pytest
from django.conf import LazySettings
from django.urls import path
from django.utils import timezone
from standardwebhooks import Webhook as Signer

from adapters.http.guarded import ForbiddenAddress, GuardedClient, Unreachable, is_public
from apps.accounts.models import User
from apps.organizations.models import Role
from apps.webhooks import signatures
from apps.webhooks.incoming import IncomingWebhookView
from apps.webhooks.models import Received
from apps.webhooks.repositories import AT_A_TIME, DeliveryRepository
from config.urls import urlpatterns as of_the_project
from services.webhooks.sending import WebhookSender
from tests.api.organizations.test_organizations import address
from tests.client import Api
from tests.factories.organizations import MembershipFactory
from tests.factories.webhooks import DeliveryFactory, WebhookFactory
from tests.integration.webhooks.receiver import listening

pytestmark = pytest.mark.django_db
KEY = signatures.new_secret()
WANTED = {"url": "https://receiver.example.com", "event_types": ["organizations.*"]}


class TakingView(IncomingWebhookView):
    source = "partner"
    handled: ClassVar[list[Any]] = []

    def secrets(self) -> list[str]:
        return [KEY]

    def handle(self, payload: Any) -> None:
        self.handled.append(payload)
        if payload == {"fail": True}:
            raise RuntimeError("not today")


urlpatterns = [*of_the_project, path("incoming/", TakingView.as_view())]


@pytest.mark.parametrize(
    "inside",
    [
        "127.0.0.1",
        "0.0.0.0",  # noqa: S104
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "169.254.169.254",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "fd00:ec2::254",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:0:4136:e378:8000:63bf:f5ff:fffe",
    ],
)
def test_request_forgery_by_an_address_inside(inside: str) -> None:
    assert not is_public(ipaddress.ip_address(inside))


@pytest.mark.parametrize("outside", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_what_is_outside_is_reached(outside: str) -> None:
    assert is_public(ipaddress.ip_address(outside))


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "[::1]"]
)
def test_request_forgery_by_a_name_for_this_machine(host: str) -> None:
    with listening() as receiver:
        delivery = DeliveryFactory.create(webhook__url=f"http://{host}:{receiver.port}/")

        WebhookSender().run()

        assert receiver.got == []
    assert delivery.log.get().status is None


def test_request_forgery_by_a_name_that_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Public when it is looked at, private when it is connected to: it is asked only once."""
    answers = iter(["93.184.216.34", "127.0.0.1"])
    connected: list[str] = []

    def ask(host: str, port: int, **_: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    def connect(_self: Any, host: str, *_: Any, **__: Any) -> Any:
        connected.append(host)
        raise OSError("far away")

    monkeypatch.setattr("adapters.http.guarded.socket.getaddrinfo", ask)
    monkeypatch.setattr("adapters.http.guarded.httpcore.SyncBackend.connect_tcp", connect)
    DeliveryFactory.create(webhook__url="http://rebinding.example.com/")

    WebhookSender().run()

    assert connected == ["93.184.216.34"]


def test_request_forgery_by_one_of_several_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    def ask(host: str, port: int, **_: Any) -> list[Any]:
        both = ("93.184.216.34", "127.0.0.1")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in both]

    monkeypatch.setattr("adapters.http.guarded.socket.getaddrinfo", ask)

    with pytest.raises(ForbiddenAddress):
        GuardedClient(seconds=1).post("http://two.example.com/", headers={}, body=b"")


def test_request_forgery_by_a_redirect(settings: LazySettings) -> None:
    settings.WEBHOOK_ALLOWED_NETWORKS = ["127.0.0.1/32"]
    with listening() as inside, listening() as receiver:
        receiver.statuses, receiver.headers = [307], {"Location": inside.url}
        DeliveryFactory.create(webhook__url=receiver.url)

        WebhookSender().run()

        assert len(receiver.got) == 1
        assert inside.got == []


def trickle(port: list[int], ready: Event, stop: Event) -> None:
    """Answers a byte at a time, and is never done."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port.append(server.getsockname()[1])
        ready.set()
        connection, _ = server.accept()
        with connection, suppress(OSError):
            connection.sendall(b"HTTP/1.1 200 OK\r\nX-Long: ")
            while not stop.wait(0.05):
                connection.sendall(b"x")


def test_holding_a_sender_by_answering_slowly() -> None:
    port, ready, stop = list[int](), Event(), Event()
    thread = Thread(target=trickle, args=(port, ready, stop), daemon=True)
    thread.start()
    assert ready.wait(10)
    client = GuardedClient(seconds=0.5, allowed=["127.0.0.1/32"])
    start = time.monotonic()

    with pytest.raises(Unreachable):
        client.post(f"http://127.0.0.1:{port[0]}/", headers={}, body=b"")

    assert time.monotonic() - start < 5
    stop.set()
    thread.join(10)


def test_holding_up_others_by_many_events() -> None:
    DeliveryFactory.create_batch(30, webhook=WebhookFactory.create())
    other = DeliveryFactory.create()
    now = timezone.now()

    claimed = DeliveryRepository().claim(at=now, until=now + timedelta(minutes=2), limit=16)

    assert other in claimed
    assert len(claimed) == AT_A_TIME + 1


@pytest.mark.parametrize("role", [Role.MEMBER, Role.VIEWER])
def test_webhooks_of_who_may_not_have_them(auth_api: Api, user: User, role: Role) -> None:
    own = MembershipFactory.create(user=user, role=role).organization
    webhook = WebhookFactory.create(organization=own)

    auth_api.get(address(own, "webhooks"), expect=403)
    auth_api.post(address(own, "webhooks"), WANTED, expect=403)
    auth_api.post(address(own, "webhooks", webhook.pk, "rotate-secret"), expect=403)


def test_webhooks_of_another_organization(auth_api: Api, user: User) -> None:
    own = MembershipFactory.create(user=user, owner=True).organization
    theirs = DeliveryFactory.create()
    webhook = theirs.webhook

    for organization in (own, webhook.organization):
        auth_api.get(address(organization, "webhooks", webhook.pk), expect=404)
        auth_api.patch(address(organization, "webhooks", webhook.pk), {}, expect=404)
        auth_api.delete(address(organization, "webhooks", webhook.pk), expect=404)
        auth_api.post(address(organization, "webhooks", webhook.pk, "rotate-secret"), expect=404)
        log = address(organization, "webhooks", webhook.pk, "deliveries", theirs.pk)
        auth_api.get(log, expect=404)
        auth_api.post(f"{log}redeliver/", expect=404)


@pytest.mark.urls(__name__)
class TestIncoming:
    def send(self, api: Api, body: str = "{}", *, expect: int = 204, **changes: str) -> None:
        headers = signatures.headers(message_id="msg_1", body=body.encode(), keys=[KEY]) | changes
        api.client.raise_request_exception = False
        api.response = api.client.generic(
            "POST", "/incoming/", body, content_type="application/json", headers=headers
        )
        assert api.response.status_code == expect

    @pytest.fixture(autouse=True)
    def nothing_handled(self) -> None:
        TakingView.handled.clear()

    def test_a_published_signer_is_believed(self, api: Api) -> None:
        body = '{"order": 1}'
        signature = Signer(KEY).sign("msg_2", datetime.now(tz=UTC), body)

        changes = {"webhook-id": "msg_2", "webhook-signature": signature}
        self.send(api, body, expect=204, **changes)

        assert TakingView.handled == [{"order": 1}]

    def test_replay_of_a_message(self, api: Api) -> None:
        for _ in range(2):
            self.send(api, '{"order": 1}')

        assert TakingView.handled == [{"order": 1}]

    def test_replay_of_an_old_message(self, api: Api) -> None:
        old = signatures.headers(message_id="msg_1", body=b"{}", keys=[KEY], now=time.time() - 301)

        self.send(api, "{}", expect=403, **old)

        assert TakingView.handled == []

    @pytest.mark.parametrize(
        "changes",
        [
            {"webhook-id": "msg_2"},
            {"webhook-timestamp": "now"},
            {"webhook-signature": ""},
            {"webhook-signature": "v1,AAAA"},
            {"webhook-signature": "v2,AAAA v1a,AAAA ü"},
        ],
    )
    def test_forging_a_message(self, api: Api, changes: dict[str, str]) -> None:
        self.send(api, expect=403, **changes)

        assert TakingView.handled == []
        assert not Received.objects.exists()

    def test_replay_under_a_newer_date(self, api: Api) -> None:
        signed = signatures.headers(message_id="msg_1", body=b"{}", keys=[KEY])
        newer = {"webhook-timestamp": str(int(signed["webhook-timestamp"]) + 1)}

        self.send(api, "{}", expect=403, **(signed | newer))

    def test_what_failed_may_come_again(self, api: Api) -> None:
        self.send(api, '{"fail": true}', expect=500)
        assert not Received.objects.exists()

        self.send(api, "{}")

        assert TakingView.handled == [{"fail": True}, {}]

    def test_a_body_that_is_no_json_or_too_long(self, api: Api) -> None:
        self.send(api, "{", expect=400)
        self.send(api, '"' + "x" * 1_000_001 + '"', expect=413)
