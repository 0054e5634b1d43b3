"""What would be written into this very project. Nothing is."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path
from unittest.mock import Mock

import pytest
from django.conf import LazySettings, settings
from django.core.management import call_command

from apps.scaffolding import running, staging
from apps.scaffolding.errors import Refused
from apps.scaffolding.names import Names
from apps.scaffolding.plan import Plan, add_to_readme, plan_app, plan_resource
from apps.scaffolding.rendering import render
from apps.scaffolding.specification import specify

ROOT = Path(settings.BASE_DIR)
FIELDS = ("title:string=80", "state:choices=on,off", "tags:m2m=library.Tag")


def planned(app: str, model: str, given: str = "", scope: str = "owner") -> Plan:
    names = Names(app, model, given)
    return plan_resource(ROOT, specify(names, FIELDS, scope=scope, soft_delete=False))


def modified(root: Path = ROOT) -> dict[str, float]:
    folders = ("apps", "config", "services", "tests", "docs")
    return {
        str(path): path.stat().st_mtime
        for folder in folders
        for path in (root / folder).rglob("*")
        if path.suffix in {".py", ".md"}
    }


def test_a_resource_is_planned_with_its_app_and_all_of_its_wiring() -> None:
    plan = planned("specimens", "Specimen", scope="organization")

    assert {
        "apps/specimens/models/specimen.py",
        "apps/specimens/migrations/__init__.py",
        "apps/specimens/views/specimens.py",
        "services/specimens/specimens.py",
        "tests/contracts/specimens/specimens/routes.py",
        "tests/security/specimens/test_specimens.py",
        "docs/specimens.md",
    } <= plan.texts.keys()
    assert '    "apps.specimens",\n' in plan.texts["config/settings/parts/apps.py"]
    assert 'path("", include("apps.specimens.urls"))' in plan.texts["apps/api/v1.py"]
    assert '"specimens.specimen": "fas fa-cube"' in plan.texts["config/settings/parts/admin.py"]
    assert '"SpecimenStateEnum": "apps.specimens' in plan.texts["config/settings/parts/api.py"]
    assert '"apps.specimens"' in plan.texts["pyproject.toml"]
    assert "docs/specimens.md" in plan.texts["README.md"]
    assert "<uuid:organization_id>" in plan.texts["apps/specimens/urls.py"]


def test_a_readme_without_a_list_of_pages_is_left_alone() -> None:
    plan = Plan(ROOT, {"README.md": "# Ours\n"})

    add_to_readme(plan, "specimens")

    assert plan.texts == {"README.md": "# Ours\n"}
    assert plan.notes == [
        (
            "README.md has no list of pages under '## Documentation' to add to: "
            "| [docs/specimens.md](docs/specimens.md) | specimens |"
        )
    ]


@pytest.mark.parametrize(
    ("app", "model", "given", "sentence"),
    [
        ("accounts", "Session", "", "accounts has a model Session already"),
        ("accounts", "session", "", "is no name for a model"),
        ("admin", "Specimen", "", "'admin' is the name of a package already"),
        ("waffle", "Specimen", "", "'waffle' is what waffle is called already"),
        ("specimens", "Specimen", "users", "is an address already: give another --plural"),
        ("webhooks", "Specimen", "", "packages of the same names first"),
    ],
)
def test_what_is_there_already_is_refused(app: str, model: str, given: str, sentence: str) -> None:
    with pytest.raises(Refused) as caught:
        planned(app, model, given)

    assert sentence in str(caught.value)


def test_apps_that_are_there_already() -> None:
    for app, sentence in (
        ("accounts", "is there already"),
        ("waffle", "An app is called 'waffle'"),
    ):
        with pytest.raises(Refused, match=sentence):
            plan_app(ROOT, app)


def test_an_icon_that_is_none() -> None:
    with pytest.raises(Refused, match="is no icon"):
        plan_app(ROOT, "specimens", 'x", "y')


def test_files_that_are_in_the_way(tmp_path: Path) -> None:
    plan = Plan(tmp_path)
    (tmp_path / "a.py").write_text("here")

    with pytest.raises(Refused, match=r"a.py is there already"):
        plan.add({"a.py": "new"})
    with pytest.raises(Refused, match=r"There is no b.py"):
        plan.need("b.py")
    with pytest.raises(Refused, match=r"a.py is a module: turn it into a/__init__.py first"):
        plan.add({"a/b.py": "new"})


def test_a_blueprint_that_names_what_nobody_knows() -> None:
    with pytest.raises(LookupError, match=r"MISSING:app_title"):
        render("app", {"app": "specimens", "app_class": "Specimens"})


def test_a_dry_run_shows_everything_and_writes_nothing() -> None:
    before, out = modified(), StringIO()

    call_command(
        "startresource", "specimens", "Specimen", *FIELDS, "--dry-run", stdout=out, stderr=out
    )

    shown = out.getvalue()
    assert "new   apps/specimens/migrations/0001_initial.py\n" in shown
    assert "edit  config/settings/parts/apps.py\n" in shown
    assert '+    "apps.specimens",\n' in shown
    assert "--- /dev/null\n+++ b/apps/specimens/models/specimen.py\n" in shown
    assert "+            name='Specimen'," in shown or '+            name="Specimen",' in shown
    assert shown.endswith("Nothing was written.\n")
    assert modified() == before


def test_what_would_not_work_is_not_written() -> None:
    plan = plan_app(ROOT, "specimens")
    plan.texts["apps/specimens/models/__init__.py"] = (
        "from apps.specimens.nothing import Nothing as Nothing\n"
    )

    with pytest.raises(Refused, match="Nothing was written, for it would not work"):
        staging.staged(plan)


def test_what_ruff_cannot_read_is_not_written() -> None:
    plan = plan_app(ROOT, "specimens")
    plan.texts["apps/specimens/models/__init__.py"] = "from\n"

    with pytest.raises(Refused, match="ruff does not accept"):
        staging.staged(plan)


@pytest.fixture
def elsewhere(
    tmp_path: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> Callable[[dict[str, str], str], None]:
    """The commands write below a folder of their own, and what is staged is what was planned."""
    settings.BASE_DIR = tmp_path
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))

    def plan(texts: dict[str, str], note: str) -> None:
        made = Plan(tmp_path, texts, [note] if note else [])
        done = staging.Staged(tmp_path, False, texts)
        monkeypatch.setattr(running, "staged", Mock(return_value=done))
        command = "apps.scaffolding.management.commands.startapp"
        monkeypatch.setattr(f"{command}.plan_app", Mock(return_value=made))

    return plan


def test_it_writes_and_says_what_is_left_to_do(
    elsewhere: Callable[[dict[str, str], str], None], tmp_path: Path
) -> None:
    (tmp_path / "same.py").write_text("same\n")
    texts = {"apps/specimens/apps.py": "new\n", "same.py": "same\n"}
    elsewhere(texts, "Add it to the README.")
    out, errors = StringIO(), StringIO()

    call_command("startapp", "specimens", stdout=out, stderr=errors, no_color=True)

    assert (tmp_path / "apps/specimens/apps.py").read_text() == "new\n"
    assert out.getvalue() == (
        "new   apps/specimens/apps.py\nGo on with `manage.py startresource specimens …`.\n"
    )
    assert errors.getvalue().splitlines() == [
        "Without git nothing can be taken back by it.",
        "Add it to the README.",
        "ruff is not installed: run `make format` before `make lint`.",
    ]


def test_without_ruff_nothing_is_formatted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging, "ruff", Mock(return_value=None))

    assert staging._format(ROOT, ["manage.py"]) is False
