import json
import re
from io import StringIO

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command

from apps.accounts.demo import register_demo
from apps.accounts.models import User
from tests.client import Api

LOGIN = "/api/v1/auth/token/"
CURL = re.compile(r"curl -s (\S+) -H 'Content-Type: application/json' -d '(.+)'")


def seed(*arguments: str) -> str:
    out = StringIO()
    call_command("seed_demo", *arguments, stdout=out)
    return out.getvalue()


def test_the_printed_call_logs_in(api: Api, settings: LazySettings) -> None:
    settings.DEBUG = True

    text = seed("--port", "8123")

    match = CURL.search(text)
    assert match
    assert match.group(1) == f"http://localhost:8123{LOGIN}"
    pair = api.post(LOGIN, json.loads(match.group(2)), expect=200)
    me = api.bearer(pair["access"]).get("/api/v1/users/me/")
    assert me["email"] == "demo@example.com"
    assert me["is_staff"]
    assert f"Password: {json.loads(match.group(2))['password']}\n" in text


def test_again_it_sets_the_password_of_the_same_user(api: Api, settings: LazySettings) -> None:
    settings.DEBUG = True
    seed()

    seed("--password", "battery staple horse")

    user = User.objects.get(email="demo@example.com")
    assert user.is_superuser
    assert user.check_password("battery staple horse")


def test_an_account_of_that_address_becomes_usable(db: None, settings: LazySettings) -> None:
    settings.DEBUG = True
    User.objects.create_user("ada@acme.test", is_active=False)

    seed("--email", "Ada@Acme.test", "--password", "battery staple horse")

    user = User.objects.get(email="ada@acme.test")
    assert user.is_active
    assert user.is_email_verified


def test_apps_add_what_they_show(
    db: None, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DEBUG = True
    shown: list[str] = []

    def part(user: User) -> bool:
        shown.append(user.email)
        return len(shown) == 1

    monkeypatch.setattr("apps.accounts.management.commands.seed_demo.PARTS", {"doors": part})

    assert seed().startswith("Made what doors shows.\n")
    assert "doors" not in seed()
    assert shown == ["demo@example.com"] * 2


def test_of_two_demos_of_one_name_the_second_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("apps.accounts.demo.PARTS", {})
    register_demo("doors", bool)
    register_demo("doors", bool)

    with pytest.raises(ValueError, match="'doors' already"):
        register_demo("doors", callable)


def test_demo_user_in_production_is_refused(db: None) -> None:
    with pytest.raises(CommandError, match="development settings"):
        seed()

    assert not User.objects.exists()
