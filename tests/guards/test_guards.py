"""A test that cannot fail proves nothing: each guard is taken away once, and its test must fail."""

import re
from collections.abc import Callable, Mapping

import pytest

from tests.bake.combinations import Answers
from tests.bake.edits import edited
from tests.bake.inprocess import Baker
from tests.bake.template import CACHE
from tests.guards import accounts, options, organizations
from tests.guards.guard import Guard
from tests.run.variant import Variant, with_one_venv

SETTINGS = {"DJANGO_SETTINGS_MODULE": "config.settings.testing"}
# What was compiled before is used, and nothing is left of a file without its guard.
WITHOUT = SETTINGS | {"PYTHONDONTWRITEBYTECODE": "1"}
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
    variant = with_one_venv(ANSWERS, baker, CACHE / "guards" / worker_id, "testing")
    run_tests(variant, *GUARDS, env=SETTINGS, expect=0)
    return variant


def run_tests(project: Variant, *guards: Guard, env: Mapping[str, str], expect: int) -> str:
    tests = [f"tests/{guard.test}" for guard in guards]
    return project.run("pytest", *OPTIONS, *tests, env=env, expect=expect)


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.name)
def test_an_attack_succeeds_without_its_guard(
    project: Variant, guard: Guard, record_property: Callable[[str, object], None]
) -> None:
    with edited(project.project, guard.edit):
        report = run_tests(project, guard, env=WITHOUT, expect=FAILED)

    # It was the test that noticed, and not an interpreter that choked on the change.
    assert re.search(r"^\d+ failed", report.splitlines()[-1])
    assert not re.search(r"\b(NameError|SyntaxError|ImportError|IndentationError)\b", report)
    record_property("guards proven", 1)
