"""Requests made up from the API's own description, about rows that exist, by somebody let in."""

import operator
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from time import monotonic
from typing import Any, Final

import schemathesis
from django.core.files.uploadedfile import UploadedFile
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.caches import fresh
from tests.contracts.calling import PLACE, id_in
from tests.contracts.contract import table, whole
from tests.contracts.described import operations
from tests.contracts.table import Line, full
from tests.contracts.worlds import Stage

# For all operations together. Without them a few requests of each, the same each time.
SECONDS: Final = float(os.environ.get("FUZZ_SECONDS", "0"))
PROCESSES: Final = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
FEW: Final = 5
CHECKS: Final = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


def described() -> list[Line]:
    return [line for key, line in table().items() if key in operations()]


@cache
def schema() -> Any:
    return schemathesis.openapi.from_dict(SchemaGenerator().get_schema(request=None, public=True))


@dataclass
class Fuzzer:
    """Sends one line's requests; each leaves the database, and the limits, as it found them."""

    stage: Stage
    line: Line
    sent: int = 0

    def run(self) -> None:
        until = monotonic() + SECONDS * PROCESSES / len(described())
        self.send_some()
        while monotonic() < until:
            self.send_some()

    def send_some(self) -> None:
        once = hypothesis_settings(
            max_examples=FEW,
            derandomize=not SECONDS,
            database=None,
            deadline=None,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        )
        once(
            given(
                case=self.cases(), known=self.parts(), strange=st.integers(0, 3).map(operator.not_)
            )(self.send)
        )()

    def cases(self) -> st.SearchStrategy[Any]:
        operation = schema()[full(self.line.path)][self.line.method]
        return st.one_of(*(operation.as_strategy(generation_mode=mode) for mode in GenerationMode))

    def parts(self) -> st.SearchStrategy[dict[str, Any]]:
        """Some of what a good body holds, so that others of its fields are what is wrong with it."""
        body = whole().bodies.get(self.line.key, {})
        data = body(self.stage.home) if callable(body) else body
        chosen = st.sets(st.sampled_from(sorted(data))) if data else st.just(set[str]())
        return chosen.map(lambda names: {name: data[name] for name in names})

    def send(self, case: Any, known: Mapping[str, Any], strange: bool) -> None:
        self.sent += 1
        if not strange:
            case.path_parameters = {**(case.path_parameters or {}), **self.places()}
        if isinstance(case.body, dict) and not any(
            isinstance(value, UploadedFile) for value in known.values()
        ):
            case.body = {**case.body, **known}
        token = self.stage.tokens.get(self.line.caller)
        headers = {"Accept-Encoding": "identity"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        fresh()  # no limit has counted another request
        with transaction.atomic(), one_connection():
            answer = case.call(app=application(), headers=headers)
            transaction.set_rollback(True)
        case.validate_response(answer, checks=CHECKS)

    def places(self) -> dict[str, Any]:
        path = self.line.path
        return {
            found.group()[1:-1]: str(id_in(self.stage.home, path[: found.end()]))
            for found in PLACE.finditer(path)
        }


@cache
def application() -> Any:
    return get_wsgi_application()


@contextmanager
def one_connection() -> Iterator[None]:
    """As Django's own test client: a request does not close what its test is in the middle of."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in signals:
            signal.connect(close_old_connections)
