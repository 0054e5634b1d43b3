import re
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from apps.core.caching import get_or_compute, register_warmer, versioned_key, warming
from tests.concurrency import CALLERS, at_once
from tests.unit.core.test_cache_down import NOWHERE

asked: list[str] = []


def value(name: str) -> str:
    def compute() -> str:
        asked.append(name)
        return name

    return get_or_compute(versioned_key("warmed", name), compute)


def broken() -> None:
    raise ZeroDivisionError("the warmer's own fault")


@pytest.fixture(autouse=True)
def warmers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    registry: dict[str, warming.Warmer] = {}
    monkeypatch.setattr(warming, "warmers", registry)
    monkeypatch.setattr("apps.core.management.commands.warm_cache.warmers", registry)
    register_warmer("beta", lambda: value("beta"))
    register_warmer("alpha", lambda: value("alpha"))
    yield
    asked.clear()


def warm(*names: str) -> list[str]:
    out = StringIO()
    call_command("warm_cache", *names, stdout=out)
    return [re.sub(r"\d+\.\d\d s", "0.00 s", line) for line in out.getvalue().splitlines()]


def test_all_are_computed_one_after_the_other_and_then_found() -> None:
    assert warm() == ["alpha: warm, 0.00 s", "beta: warm, 0.00 s"]

    assert value("alpha") == "alpha"
    assert asked == ["alpha", "beta"]


def test_those_that_are_named_alone() -> None:
    assert warm("beta") == ["beta: warm, 0.00 s"]
    assert asked == ["beta"]


def test_of_several_that_warm_at_once_one_computes() -> None:
    results: Any = at_once(lambda _: warm(), connected=False)

    assert results == [["alpha: warm, 0.00 s", "beta: warm, 0.00 s"]] * CALLERS
    assert asked == ["alpha", "beta"]


def test_one_that_fails_is_told_and_the_others_are_warmed() -> None:
    register_warmer("aaa", broken)
    out = StringIO()

    with pytest.raises(CommandError, match=r"^Not warmed: aaa\.$"):
        call_command("warm_cache", stdout=out)

    assert out.getvalue().startswith("aaa: failed, ")
    assert asked == ["alpha", "beta"]


def test_an_unknown_name_is_refused_before_anything_is_done() -> None:
    message = r"^Nothing is called gamma\. There is: alpha, beta\.$"
    with pytest.raises(CommandError, match=message):
        warm("alpha", "gamma")

    assert asked == []


def test_with_the_cache_down_it_fails_at_once(settings: LazySettings) -> None:
    settings.CACHES = {**settings.CACHES, "values": NOWHERE}

    with pytest.raises(CommandError, match="The cache does not answer"):
        warm()

    assert asked == []


def test_two_of_one_name_are_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match=r"^Two warmers are called alpha\.$"):
        register_warmer("alpha", broken)
