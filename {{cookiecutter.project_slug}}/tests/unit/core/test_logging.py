import datetime as dt
import json
import logging
import uuid
from dataclasses import dataclass, field

import pytest
from structlog.processors import JSONRenderer

from apps.core.logging import MASK, as_json, mask_secrets


@pytest.mark.parametrize(
    ("event", "masked"),
    [
        ({"password": "hunter2"}, {"password": MASK}),
        ({"refresh_token": "abc"}, {"refresh_token": MASK}),
        ({"headers": {"Authorization": "Bearer x"}}, {"headers": {"Authorization": MASK}}),
        ({"tokens": ["a", "b"]}, {"tokens": [MASK, MASK]}),
        ({"event": "got eyJhbGciOi.eyJzdWIi.sig-na_ture"}, {"event": f"got {MASK}"}),
        ({"event": "to redis://u:pass@host/0"}, {"event": f"to redis://{MASK}@host/0"}),
        ({"event": "GET /x?token=abc&page=2"}, {"event": f"GET /x?token={MASK}&page=2"}),
        ({"event": "https://app/reset#token=a:b"}, {"event": f"https://app/reset#token={MASK}"}),
        ({"event": "GET /ws/?ticket=abc"}, {"event": f"GET /ws/?ticket={MASK}"}),
        ({"status": 200, "path": "/api/v1/"}, {"status": 200, "path": "/api/v1/"}),
    ],
)
def test_credentials_are_masked(event: dict[str, object], masked: dict[str, object]) -> None:
    assert mask_secrets(logging.getLogger(), "info", event) == masked


@dataclass
class Login:
    email: str
    password: str = field(repr=False)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("Grüße 😀", "Grüße 😀"),
        (2**80, 2**80),
        ({1: "a"}, {"1": "a"}),
        ((1, 2), [1, 2]),
        (uuid.UUID(int=7), "00000000-0000-0000-0000-000000000007"),
        (dt.datetime(2026, 1, 2, tzinfo=dt.UTC), "2026-01-02T00:00:00+00:00"),
        ({3}, "{3}"),
        ("\ud800", "\ud800"),
    ],
    ids=repr,
)
def test_a_line_says_whatever_is_given_to_it(value: object, written: object) -> None:
    line = JSONRenderer(as_json)(logging.getLogger(), "info", {"value": value})

    assert json.loads(line) == {"value": written}


def test_secret_disclosure_by_a_dataclass_in_the_log() -> None:
    login = Login("a@example.org", "hunter2")

    line = JSONRenderer(as_json)(logging.getLogger(), "info", {"login": login})

    assert json.loads(line) == {"login": "Login(email='a@example.org')"}
