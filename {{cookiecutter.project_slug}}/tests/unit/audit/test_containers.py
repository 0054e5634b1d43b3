from pathlib import Path

import pytest

from tests.unit.audit.auditing import found, tree

GOOD = """\
FROM python:3.13-slim AS builder
COPY requirements/base.txt requirements/
RUN pip install --no-cache-dir -r requirements/base.txt
COPY . .
FROM python:3.13-slim
ENV PATH=/venv/bin:$PATH \\
    PYTHONUNBUFFERED=1
COPY --from=builder /app /app
USER 10001:10001
HEALTHCHECK CMD ["python", "-m", "scripts.healthcheck"]
CMD ["gunicorn"]
"""


@pytest.mark.parametrize(
    ("check", "line", "instead", "subject"),
    [
        ("D001", "COPY --from=builder /app /app", "COPY . /app", "Dockerfile"),
        ("D002", "USER 10001:10001", "USER app", "Dockerfile"),
        ("D002", "USER 10001:10001", "USER 0", "Dockerfile"),
        ("D002", "USER 10001:10001", "", "Dockerfile"),
        (
            "D003",
            'CMD ["python", "-m", "scripts.healthcheck"]',
            "CMD curl -f localhost",
            "Dockerfile",
        ),
        ("D003", "HEALTHCHECK CMD", "LABEL a=", "Dockerfile"),
        ("D004", "FROM python:3.13-slim\n", "FROM python\n", "python"),
        ("D005", "PYTHONUNBUFFERED=1", "API_TOKEN=1", "API_TOKEN"),
        ("D006", "COPY requirements/base.txt requirements/", "COPY . .", "Dockerfile"),
        ("D007", 'CMD ["gunicorn"]', "CMD gunicorn", "Dockerfile"),
    ],
)
def test_an_image(tmp_path: Path, check: str, line: str, instead: str, subject: str) -> None:
    assert line in GOOD

    assert found(check, tree(tmp_path, {"Dockerfile": GOOD})) == []
    bad = GOOD.replace(line, instead)
    assert found(check, tree(tmp_path, {"Dockerfile": bad})) == [subject]


def test_what_stays_out_of_an_image(tmp_path: Path) -> None:
    files = {"Dockerfile": GOOD, ".dockerignore": "*\n!apps\n"}

    assert found("D008", tree(tmp_path, files)) == []
    assert found("D008", tree(tmp_path, {**files, ".dockerignore": ".git\n"})) == [".dockerignore"]


COMPOSE = """\
x-app: &app
  build: .
  depends_on:
    db: {condition: service_healthy}
services:
  web:
    <<: *app
    ports: ["127.0.0.1:8000:8000"]
  db:
    image: postgres:17
    healthcheck: {test: [CMD, pg_isready]}
"""


@pytest.mark.parametrize(
    ("check", "line", "instead", "subject"),
    [
        ("D020", "healthcheck: {test: [CMD, pg_isready]}", "restart: always", "compose.yml: db"),
        ("D020", "service_healthy", "service_started", "compose.yml: web"),
        (
            "D021",
            "image: postgres:17",
            "image: postgres:17\n    privileged: true",
            "compose.yml: db",
        ),
        ("D021", "image: postgres:17", "image: postgres:17\n    pid: host", "compose.yml: db"),
        ("D022", "127.0.0.1:8000:8000", "8000:8000", "compose.yml: web"),
        ("D023", "postgres:17", "postgres", "compose.yml: db"),
    ],
)
def test_services(tmp_path: Path, check: str, line: str, instead: str, subject: str) -> None:
    assert line in COMPOSE

    assert found(check, tree(tmp_path, {"compose.yml": COMPOSE})) == []
    bad = COMPOSE.replace(line, instead)
    assert found(check, tree(tmp_path, {"compose.yml": bad})) == [subject]


RELAY = """\
services:
  relay:
    build: .
    command: [python, manage.py, relay_events]
    %s
"""


@pytest.mark.parametrize(
    ("line", "subjects"),
    [
        ("healthcheck: {test: [CMD, python, -m, utils.heartbeat]}", []),
        ("healthcheck: {disable: true}", []),
        ("healthcheck: {interval: 5s}", ["compose.yml: relay"]),
        ("restart: always", ["compose.yml: relay"]),
    ],
)
def test_a_process_that_is_no_server(tmp_path: Path, line: str, subjects: list[str]) -> None:
    assert found("D024", tree(tmp_path, {"compose.yml": RELAY % line})) == subjects


def test_a_server_is_asked_as_the_image_says(tmp_path: Path) -> None:
    server = "services: {web: {build: ., command: [gunicorn]}, api: {build: .}}\n"

    assert found("D024", tree(tmp_path, {"compose.yml": server})) == []


PIPELINE = """\
jobs:
  tests:
    timeout-minutes: 20
    services:
      db:
        image: postgres:17
    steps:
      - uses: some/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1  # v7
      - run: make ci
      - run: pip-audit -r requirements/constraints.txt
"""
FILE = ".forge/workflows/ci.yml"


@pytest.mark.parametrize(
    ("check", "line", "instead", "subject"),
    [
        ("I001", "make ci", "true", "continuous integration"),
        ("I002", "@3d3c42e5aac5ba805825da76410c181273ba90b1", "@v7", "some/checkout@v7"),
        ("I002", "postgres:17", "postgres:latest", "postgres:latest"),
        ("I003", "timeout-minutes: 20", "name: tests", f"{FILE}: tests"),
        ("I004", "pip-audit", "pip list", "continuous integration"),
    ],
)
def test_a_pipeline(tmp_path: Path, check: str, line: str, instead: str, subject: str) -> None:
    assert line in PIPELINE

    assert found(check, tree(tmp_path, {FILE: PIPELINE})) == []
    assert found(check, tree(tmp_path, {FILE: PIPELINE.replace(line, instead)})) == [subject]
