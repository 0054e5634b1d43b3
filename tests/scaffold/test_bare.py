"""The same in a project of nothing but what must be, and what is refused there."""

import subprocess

import pytest

from tests.bake.inprocess import Baker
from tests.bake.template import prompts
from tests.run.variant import Variant
from tests.scaffold.scaffolded import SETTINGS, bake, files, manage, run_tests

BARE = {name: False for name, default in prompts().items() if isinstance(default, bool)}
ORDER = ("orders", "Order", "total:money", "status:choices", "customer:user")


@pytest.fixture(scope="module")
def project(baker: Baker, worker_id: str) -> Variant:
    """As the first example of the documentation says, in a clean tree of git."""
    variant = bake({**BARE, "ci": "none"}, baker, f"bare-{worker_id}", "development")
    git(variant, "init", "--quiet")
    git(variant, "add", ".")
    git(variant, "commit", "--quiet", "--message", "Baked")
    manage(variant, "startresource", *ORDER)
    return variant


def git(variant: Variant, *arguments: str) -> None:
    who = ("-c", "user.name=Ada", "-c", "user.email=ada@example.com")
    subprocess.run(["git", *who, *arguments], cwd=variant.project, check=True, capture_output=True)


def test_it_is_green(project: Variant) -> None:
    for command in (
        ("ruff", "format", "--check", "."),
        ("ruff", "check", "."),
        ("lint-imports",),
        ("python", "manage.py", "makemigrations", "--check", "--dry-run"),
        ("python", "manage.py", "audit"),
    ):
        project.run(*command, env=SETTINGS)
    walking = ("tests/contracts", "tests/api/admin", "tests/unit/core/readplan/test_routes.py")
    run_tests(project, "tests/api/orders", "tests/security/orders", "tests/unit/orders")
    run_tests(
        project, *walking, "-k", "orders or Order or table or test_events or test_subscribers"
    )


def test_a_dirty_tree_and_what_is_there_already_are_refused(project: Variant) -> None:
    before = files(project.project)
    line = ("python", "manage.py", "startresource")

    dirty = project.run(*line, "shop", "Cart", "name:string", env=SETTINGS, expect=1)
    again = project.run(*line, *ORDER, "--force", env=SETTINGS, expect=1)

    assert "changes that are not committed" in dirty
    assert "orders has a model Order already" in again
    assert files(project.project) == before
