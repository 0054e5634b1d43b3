"""What `startapp` and `startresource` write is green as it comes, and red without its guards."""

import re
from collections.abc import Callable

import pytest

from tests.bake.inprocess import Baker
from tests.run.variant import Variant
from tests.scaffold.guards import GUARDS, Taken
from tests.scaffold.scaffolded import (
    ORDERS,
    SETTINGS,
    SHARED,
    TASKS,
    UNCOMPILED,
    bake,
    manage,
    run_tests,
)

FAILED = 1  # pytest's exit status when tests ran and some failed, and the audit's
NEW = ("billing", "catalog", "orders", "work")


@pytest.fixture(scope="module")
def project(baker: Baker, worker_id: str) -> Variant:
    """An app without a resource, two resources of one app, and every kind of field in both scopes."""
    variant = bake({}, baker, worker_id, "development")
    manage(variant, "startapp", "billing")
    manage(variant, "startresource", "catalog", "Category", "name:string=80", "--soft-delete")
    manage(variant, "startresource", "catalog", "Tag", "name:string=40", "position:integer?")
    manage(variant, "startresource", *ORDERS)
    manage(variant, "startresource", *TASKS, *SHARED)
    return variant


@pytest.mark.parametrize(
    "command",
    [
        ("ruff", "format", "--check", "."),
        ("ruff", "check", "."),
        ("lint-imports",),
        ("deptry", "."),
        ("mypy", "."),
        ("python", "manage.py", "makemigrations", "--check", "--dry-run"),
        ("python", "manage.py", "spectacular", "--validate", "--fail-on-warn", "--file", "api.yml"),
        ("python", "manage.py", "audit"),
    ],
    ids=lambda command: " ".join(command[:3]).replace("python manage.py ", ""),
)
def test_it_is_green(project: Variant, command: tuple[str, ...]) -> None:
    project.run(*command, env=SETTINGS)


def test_it_migrates_from_zero_and_back(project: Variant) -> None:
    manage(project, "migrate", "--verbosity", "0")
    for app in reversed(NEW[1:]):
        manage(project, "migrate", app, "zero", "--verbosity", "0")


def test_its_tests_pass(project: Variant, record_property: Callable[[str, object], None]) -> None:
    folders = sorted(
        path.relative_to(project.project).as_posix()
        for kind in ("api", "security", "unit")
        for path in (project.project / "tests" / kind).iterdir()
        if path.name in NEW
    )

    report = run_tests(project, *folders)

    assert len(folders) == 10
    record_property("tests of scaffolded code", int(re.findall(r"(\d+) passed", report)[-1]))


def test_what_holds_for_every_route_and_model_holds(project: Variant) -> None:
    """Of the tests that walk all of them those for what is new, and those that count."""
    words = (
        "orders or tasks or tags or categories or table or Order or Task or Tag or Category"
        " or test_events or test_subscribers or test_roles"
    )
    walking = (
        "tests/contracts",
        "tests/api/admin",
        "tests/api/test_every_route.py",
        "tests/unit/core/readplan/test_routes.py",
        "tests/unit/test_translations.py",
    )

    run_tests(project, *walking, "-k", words)


@pytest.mark.parametrize("taken", GUARDS, ids=lambda taken: taken.what)
def test_without_it_something_is_red(
    project: Variant, taken: Taken, record_property: Callable[[str, object], None]
) -> None:
    file = project.project / taken.file
    whole = file.read_text(encoding="utf-8")
    assert whole.count(taken.guard) == 1, f"{taken.file} should hold once: {taken.guard}"

    changed = whole.replace(taken.guard, taken.without)
    if "PageNumberPagination" in taken.without:
        changed = f"from rest_framework.pagination import PageNumberPagination\n{changed}"
    file.write_text(changed, encoding="utf-8")
    try:
        if "::" in taken.noticed_by:
            report = run_tests(project, f"tests/{taken.noticed_by}", expect=FAILED)
            assert re.search(r"^\d+ failed", report.splitlines()[-1])
        else:
            audit = ("python", "manage.py", "audit", taken.noticed_by)
            report = project.run(*audit, env=UNCOMPILED, expect=FAILED)
            assert taken.noticed_by in report
    finally:
        file.write_text(whole, encoding="utf-8")

    assert not re.search(r"\b(NameError|SyntaxError|ImportError|IndentationError)\b", report)
    record_property("guards of scaffolded code proven", 1)
