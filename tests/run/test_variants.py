"""A covering set of variants, each run as its developers and its servers would run it."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from websockets.sync.client import ClientConnection

from tests.answers.odd import NASTY
from tests.bake.combinations import Answers, label, valid
from tests.bake.inprocess import Baker
from tests.bake.template import CACHE
from tests.run import devices, journey, production, programs, selection
from tests.run.mailbox import mailbox
from tests.run.processes import answers as answers_at
from tests.run.processes import free_port, process, settled
from tests.run.services import Place, place
from tests.run.variant import Variant, make

EMBEDDED = {"DJANGO_SETTINGS_MODULE": "config.settings.testing"}
PATIENCE = 2400  # seconds for a project's own tests, of which a quiet machine takes a tenth
with_services = pytest.mark.services


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    on_nothing = metafunc.function is test_it_passes_its_own_tests_on_nothing
    variants = (selection.run_on_nothing if on_nothing else selection.chosen)(metafunc.config)
    named = [pytest.param(answers, id=label(answers)) for answers in variants]
    metafunc.parametrize("variant", named, indirect=True, scope="module")


@pytest.fixture(scope="module")
def variant(request: pytest.FixtureRequest, baker: Baker, worker_id: str) -> Variant:
    answers: Answers = request.param
    odd = NASTY if valid().index(answers) % 2 else {}
    folder, number = CACHE / "run" / worker_id, selection.chosen(request.config).index(answers)
    return make(answers | odd, baker, folder, f"proven_{worker_id}", number)


@pytest.fixture(scope="module")
def own_place(variant: Variant, worker_id: str) -> Iterator[Place]:
    number = int(worker_id.removeprefix("gw")) if worker_id != "master" else 0
    with place(variant.slug, number) as found:
        yield found


@pytest.fixture(scope="module")
def environment(variant: Variant, own_place: Place) -> dict[str, str]:
    return production.complete(variant, own_place, free_port())


def test_its_code_reads_clean(variant: Variant) -> None:
    variant.run("ruff", "format", "--check", ".")
    variant.run("ruff", "check", ".")
    variant.run("lint-imports", "--no-cache")
    variant.run("deptry", ".")
    variant.run("mypy", ".", env=EMBEDDED)


def test_its_migrations_are_complete(variant: Variant) -> None:
    variant.manage("makemigrations", "--check", "--dry-run", env=EMBEDDED)


def test_its_schema_has_no_warning(variant: Variant) -> None:
    check = ("--validate", "--fail-on-warn", "--file", "/dev/null")
    variant.manage("spectacular", *check, env=EMBEDDED)


def test_it_passes_its_own_tests_on_nothing(
    variant: Variant, pytestconfig: pytest.Config, record_property: Callable[[str, object], None]
) -> None:
    files = [] if selection.is_whole_on_nothing(pytestconfig) else selection.share(variant)

    report = variant.run(
        *("pytest", "-q", "-p", "no:cacheprovider", *files), env=EMBEDDED, timeout=PATIENCE
    )

    assert_all_passed(report)
    record_property("variants run on nothing", 1)


@with_services
def test_it_passes_its_own_tests_on_the_services(
    variant: Variant,
    own_place: Place,
    pytestconfig: pytest.Config,
    record_property: Callable[[str, object], None],
) -> None:
    services = {"DATABASE_URL": own_place.database_url, "REDIS_URL": own_place.redis_url}
    services |= production.broker(variant, own_place) | production.devices(variant)
    is_whole = selection.is_whole_on_services(variant, pytestconfig)
    files = [] if is_whole else selection.share(variant)
    how, core = coverage(variant) if is_whole else ([], {})

    report = variant.run(
        *("pytest", "-q", "-p", "no:cacheprovider", *how, *files),
        env=EMBEDDED | services | core,
        timeout=PATIENCE,
    )

    assert_all_passed(report)
    part = "" if is_whole else "in part "
    record_property(f"variants run {part}on Python " + ".".join(map(str, variant.python)), 1)
    if not is_whole:
        return
    total = re.search(r"^TOTAL .* (\d+)(?:\.\d+)?%$", report, re.MULTILINE)
    assert total, report
    assert int(total.group(1)) >= 90, report


def coverage(variant: Variant) -> tuple[list[str], dict[str, str]]:
    """Lines and branches; from Python 3.12 on lines alone, which are counted at no cost there."""
    how = ["--cov", "--cov-report=term"]
    if variant.python < (3, 12):
        return how, {}
    settings = (variant.project / "pyproject.toml").read_text(encoding="utf-8")
    assert "branch = true" in settings
    config = variant.folder / "coverage.toml"
    config.write_text(settings.replace("branch = true", "branch = false"), encoding="utf-8")
    return [*how, f"--cov-config={config}"], {"COVERAGE_CORE": "sysmon"}


def assert_all_passed(report: str) -> None:
    """Nothing but passed tests: none skipped, none expected to fail, none deselected."""
    assert re.search(r"^\d+ passed in [\d.]+s", report, re.MULTILINE), report


@with_services
def test_production_refuses_a_bad_environment_at_once(
    variant: Variant, environment: dict[str, str]
) -> None:
    settings = {"DJANGO_SETTINGS_MODULE": environment["DJANGO_SETTINGS_MODULE"]}

    nothing = variant.run("python", "manage.py", "check", env=settings, venv="production", expect=1)
    bad = environment | {"SECRET_KEY": "changeme", "DATABASE_URL": "mysql://x/y", "REDIS_URL": "-"}
    refused = variant.run("python", "manage.py", "check", env=bad, venv="production", expect=1)

    for name in production.REQUIRED:
        assert f"  {name} is missing" in nothing
    for name in ("SECRET_KEY", "DATABASE_URL", "REDIS_URL"):
        assert f"  {name} " in refused
    assert "  JWT_SIGNING_KEY " not in refused


@with_services
def test_its_deployment_check_is_clean(variant: Variant, environment: dict[str, str]) -> None:
    strict = ("check", "--deploy", "--fail-level", "WARNING")
    variant.manage(*strict, env=environment | production.encrypted(variant), venv="production")


@with_services
def test_it_migrates_from_zero_and_back(variant: Variant, environment: dict[str, str]) -> None:
    for step in (programs.FORTH, programs.BACK):
        variant.manage("shell", "--command", step, env=environment, venv="production")

    plan = variant.manage("showmigrations", "--plan", env=environment, venv="production")
    assert "[ ]" in plan
    assert "[X]" not in plan


@with_services
def test_it_serves_as_production_starts_it(variant: Variant, environment: dict[str, str]) -> None:
    variant.manage("migrate", env=environment, venv="production")
    build = {"DJANGO_SETTINGS_MODULE": "config.settings.build"}
    variant.manage("collectstatic", "--no-input", env=build, venv="production")
    port = free_port()
    bind = environment | {"GUNICORN_BIND": f"127.0.0.1:{port}"}
    ready = answers_at(f"http://127.0.0.1:{port}/health/ready/")

    if variant.answers["message_broker"] == "rabbitmq":
        takes_the_urgent_first(variant, environment)
    with (
        mailbox(int(environment["EMAIL_URL"].rpartition(":")[2])) as box,
        worker(variant, environment),
        process(variant, *production.server_command(variant), env=bind, ready=ready),
    ):
        client = journey.Client(port)
        journey.register_and_verify(client, box)
        tokens = client.log_in()
        assert client.call("GET", "/api/v1/users/me/", 200).json()["email"] == journey.ADDRESS
        if variant.answers["use_channels"]:
            hears_of_changes(variant, environment, client)
        if variant.answers["message_broker"] == "rabbitmq":
            keeps_what_no_worker_reads(variant, environment)
        journey.refresh_and_log_out(client, tokens["refresh"])


@contextmanager
def worker(variant: Variant, environment: dict[str, str]) -> Iterator[None]:
    """The worker that sends the mail, if this variant has one."""
    if not variant.answers["use_celery"]:
        yield
        return
    command = [*production.compose_command(variant, "worker"), "--concurrency", "1"]
    with process(
        variant, *command, env=environment, ready=lambda log: bool(re.search(r"\bready\b", log))
    ) as log:
        yield
        assert "succeeded" in log.read_text(encoding="utf-8")


def hears_of_changes(variant: Variant, environment: dict[str, str], client: journey.Client) -> None:
    """What happens in the API's and the bridge's process reaches a socket on the ASGI process."""
    port = free_port()
    command = production.compose_command(variant, "ws")
    command[command.index("--host") + 1] = "127.0.0.1"
    command[command.index("--port") + 1] = str(port)
    ready = answers_at(f"http://127.0.0.1:{port}/health/live/")
    with (
        process(variant, *command, env=environment, ready=ready),
        journey.socket_of(client, port) as socket,
    ):
        assert journey.next_message(socket)["type"] == "welcome"

        client.call("PATCH", "/api/v1/users/me/", 200, display_name="Grace")

        assert journey.next_message(socket)["event"] == "accounts.profile_updated"
        if variant.answers["use_mqtt"]:
            hears_of_devices(variant, environment, client, socket)


def hears_of_devices(
    variant: Variant, environment: dict[str, str], client: journey.Client, socket: ClientConnection
) -> None:
    """A device measures, is told to do something, and answers."""
    bridge = production.compose_command(variant, "mqtt")
    prefix = environment["MQTT_TOPIC_PREFIX"]
    with process(variant, *bridge, env=environment, ready=lambda log: "mqtt_connected" in log):
        device = devices.register(client)
        topic = f"device:{device.id}"
        socket.send(json.dumps({"type": "subscribe", "topic": topic}))
        assert journey.next_message(socket)["type"] == "subscribed"

        with devices.subscribed(prefix, device):
            devices.says(prefix, device, "telemetry", devices.measured(pressure=2.5))
            heard = journey.next_message(socket)
            assert (heard["topic"], heard["data"]) == (topic, {"pressure": 2.5})
            listed = client.call("GET", f"{device.path}telemetry/", 200).json()["results"]
            assert [row["readings"] for row in listed] == [{"pressure": 2.5}]

            command = client.call("POST", f"{device.path}commands/", 201, name="open").json()
            order = devices.next_order(prefix, device)
            assert (order["id"], order["name"]) == (command["id"], "open")
            devices.says(prefix, device, "acks", {"id": order["id"], "ok": True})
            settled(lambda: device.command(client, command["id"])["state"], "done")
    variant.manage("mqtt_bridge", "--name", "one", "--leave", env=environment, venv="production")


def takes_the_urgent_first(variant: Variant, environment: dict[str, str]) -> None:
    """RabbitMQ hands out a queue's messages by their priority."""
    told = variant.manage(
        "shell", "--command", programs.URGENCY, env=environment, venv="production"
    )

    for queue in ("critical", "default", "bulk"):
        assert f"{queue} [9, 4, 0]" in told


def keeps_what_no_worker_reads(variant: Variant, environment: dict[str, str]) -> None:
    """A worker refuses a message that is no task, RabbitMQ puts it aside, and it is listed."""

    def manage(*command: str) -> str:
        return variant.manage(*command, env=environment, venv="production")

    manage("shell", "--command", programs.REFUSE)
    for _ in range(10):
        if "waiting: 1" in manage("shell", "--command", programs.WAITING):
            break
    manage("collect_rejected")

    assert "waiting: 0" in manage("shell", "--command", programs.WAITING)
    assert "unreadable: application/json" in manage("dead_letters", "list")
