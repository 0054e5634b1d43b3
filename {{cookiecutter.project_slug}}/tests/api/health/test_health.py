import pytest
from django.conf import LazySettings
from django.core.cache import caches
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor
from django.test import Client

from apps.core.health import checks, views

pytestmark = pytest.mark.django_db


def broken(*_: object, **__: object) -> None:
    raise DatabaseError("postgres://u:secret@host is gone")


def crash() -> None:
    raise RuntimeError("an internal detail")


def test_live_asks_nothing(client: Client, django_assert_num_queries: type) -> None:
    with django_assert_num_queries(0):
        response = client.get("/health/live/")

    assert response.status_code == 200
    assert response.json() == {"status": "ok"}
    assert "no-store" in response["Cache-Control"]


def test_ready_names_every_check(client: Client, settings: LazySettings) -> None:
    response = client.get("/health/ready/")

    assert response.status_code == 200
    names = [path.rpartition(".")[2] for path in settings.HEALTH_CHECKS]
    assert response.json() == {"status": "ok", "checks": dict.fromkeys(names, "ok")}


def test_a_failing_check_makes_it_unavailable(
    client: Client, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.HEALTH_CHECKS = ["apps.core.health.checks.database", "apps.core.health.checks.disk"]
    monkeypatch.setattr(connections["default"], "cursor", broken)
    settings.HEALTH_MIN_FREE_DISK = 2**80

    response = client.get("/health/ready/")

    assert response.status_code == 503
    state = response.json()
    assert state["status"] == "unavailable"
    assert state["checks"]["database"] == "does not answer"
    assert state["checks"]["disk"].endswith("MiB free")


def test_a_crashing_check_shows_no_detail(client: Client, settings: LazySettings) -> None:
    settings.HEALTH_CHECKS = [f"{__name__}.crash"]

    response = client.get("/health/ready/")

    assert response.status_code == 503
    assert response.json()["checks"] == {"crash": "crashed"}


def test_a_missing_migration_makes_it_unavailable(
    client: Client, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    checks.migrations.cache_clear()
    settings.HEALTH_CHECKS = ["apps.core.health.checks.migrations"]
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda *_: ["one", "two"])

    response = client.get("/health/ready/")

    assert response.status_code == 503
    assert response.json()["checks"] == {"migrations": "2 migrations not applied"}


def test_a_cache_that_forgets_makes_it_unavailable(
    client: Client, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.HEALTH_CHECKS = ["apps.core.health.checks.cache"]
    monkeypatch.setattr(type(caches["default"]), "set", lambda *_, **__: None)

    response = client.get("/health/ready/")

    assert response.status_code == 503
    assert response.json()["checks"] == {"cache": "does not keep what it is given"}


def test_little_memory_makes_it_unavailable(client: Client, settings: LazySettings) -> None:
    settings.HEALTH_CHECKS = ["apps.core.health.checks.memory"]
    settings.HEALTH_MIN_FREE_MEMORY = 2**80

    response = client.get("/health/ready/")

    assert response.status_code == 503
    assert response.json()["checks"]["memory"].endswith("MiB available")


def test_when_time_is_up_nothing_more_is_asked(
    client: Client, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.HEALTH_CHECKS = ["apps.core.health.checks.disk", f"{__name__}.crash"]
    seconds = iter([0.0, 0.0, settings.HEALTH_DEADLINE])
    monkeypatch.setattr(views, "monotonic", lambda: next(seconds))

    response = client.get("/health/ready/")

    assert response.status_code == 503
    assert response.json()["checks"] == {"disk": "ok", "crash": "not asked in time"}


def test_writing_is_not_allowed(client: Client) -> None:
    assert client.post("/health/live/").status_code == 405


def test_the_command_says_what_the_page_says(
    settings: LazySettings, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("check_health")
    assert capsys.readouterr().out == "".join(f"{path}: ok\n" for path in settings.HEALTH_CHECKS)

    crashing = f"{__name__}.crash"
    with pytest.raises(CommandError, match=r"^Not healthy\.$"):
        call_command("check_health", "apps.core.health.checks.database", crashing)
    assert f"{crashing}: crashed\n" in capsys.readouterr().out
