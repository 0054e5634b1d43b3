import logging

import pytest

from apps.core.logging import MASK, mask_secrets


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
