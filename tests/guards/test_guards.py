"""A test that cannot fail proves nothing: each guard is taken away once, and its test must fail."""

import re
import shutil
from collections.abc import Callable

import pytest

from tests.bake.combinations import Answers
from tests.bake.inprocess import Baker
from tests.bake.template import CACHE
from tests.guards import accounts, options, organizations
from tests.guards.guard import Guard
from tests.run.variant import Variant, install

SETTINGS = {"DJANGO_SETTINGS_MODULE": "config.settings.testing", "PYTHONDONTWRITEBYTECODE": "1"}
# Tables are made from the models: no guard is in a migration, and these take most of the time.
OPTIONS = ("-q", "-p", "no:cacheprovider", "-p", "no:randomly", "--no-header", "--no-migrations")
# Beside the default's, the guards of what can be chosen.
ANSWERS: Answers = dict.fromkeys(
    ("use_object_permissions", "use_oauth2_provider", "use_social_login"), True
)
GUARDS = (*accounts.GUARDS, *organizations.GUARDS, *options.GUARDS)
FAILED = 1  # pytest's exit status when tests ran and some failed


@pytest.fixture(scope="module")
def project(baker: Baker, worker_id: str) -> Variant:
    folder = CACHE / "guards" / worker_id
    shutil.rmtree(folder / "project", ignore_errors=True)
    baked = baker.bake(ANSWERS, folder / "project")
    install(folder / "venv", baked, "requirements/testing.txt")
    variant = Variant(ANSWERS, folder, baked, baked.name)
    run_tests(variant, *GUARDS, expect=0)
    return variant


def run_tests(project: Variant, *guards: Guard, expect: int) -> str:
    tests = [f"tests/{guard.test}" for guard in guards]
    return project.run("pytest", *OPTIONS, *tests, env=SETTINGS, expect=expect)


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.name)
def test_an_attack_succeeds_without_its_guard(
    project: Variant, guard: Guard, record_property: Callable[[str, object], None]
) -> None:
    file = project.project / guard.file
    whole = file.read_text(encoding="utf-8")
    assert whole.count(guard.guard) == 1, f"{guard.file} should hold once: {guard.guard}"

    file.write_text(whole.replace(guard.guard, guard.without), encoding="utf-8")
    try:
        report = run_tests(project, guard, expect=FAILED)
    finally:
        file.write_text(whole, encoding="utf-8")

    # It was the test that noticed, and not an interpreter that choked on the change.
    assert re.search(r"^\d+ failed", report.splitlines()[-1])
    assert not re.search(r"\b(NameError|SyntaxError|ImportError|IndentationError)\b", report)
    record_property("guards proven", 1)
