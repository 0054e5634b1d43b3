"""Bakes in which `startapp` and `startresource` have written code, and what is asked of it."""

import shutil
from pathlib import Path

from tests.bake.combinations import Answers
from tests.bake.inprocess import Baker
from tests.bake.template import CACHE
from tests.run.variant import Variant, install

SETTINGS = {"DJANGO_SETTINGS_MODULE": "config.settings.testing"}
# A module that is changed and changed back within a second must not be taken for the compiled one.
UNCOMPILED = {**SETTINGS, "PYTHONDONTWRITEBYTECODE": "1"}
# Tables are made from the models; the migrations are run once, and back, in a test of their own.
OPTIONS = ("-q", "-p", "no:cacheprovider", "-p", "no:randomly", "--no-header", "--no-migrations")

EVERY_KIND = """
    title:string=80 body:text? handle:slug contact:email link:url? quantity:integer=1..100
    weight:decimal=8.3? price:money fee:money? is_open:boolean due_on:date starts_at:datetime?
    status:choices=draft,sent,paid extra:json manual:file photo:image
""".split()
RELATED = ("category:fk=catalog.Category", "tags:m2m=catalog.Tag")
ORDERS = ("orders", "Order", *EVERY_KIND, *RELATED, "customer:user")
TASKS = (
    "work",
    "Task",
    *EVERY_KIND,
    f"{RELATED[0]}?",
    *RELATED[1:],
    "reviewer:user",
    "helper:user?",
)
SHARED = ("--scope", "organization", "--soft-delete")


def bake(answers: Answers, baker: Baker, name: str, requirements: str) -> Variant:
    folder = CACHE / "scaffold" / name
    shutil.rmtree(folder / "project", ignore_errors=True)
    project = baker.bake(answers, folder / "project")
    (project / ".env").unlink()
    install(folder / "venv", project, f"requirements/{requirements}.txt")
    return Variant(answers, folder, project, project.name)


def manage(variant: Variant, *arguments: str) -> str:
    return variant.manage(*arguments, env=SETTINGS)


def files(project: Path) -> dict[str, bytes]:
    return {
        path.relative_to(project).as_posix(): path.read_bytes()
        for path in project.rglob("*")
        if path.is_file()
    }


def run_tests(variant: Variant, *tests: str, expect: int = 0) -> str:
    return variant.run("pytest", *OPTIONS, *tests, env=UNCOMPILED, expect=expect, timeout=300)
