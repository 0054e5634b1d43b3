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
    plan = planned("trials", "Trial", scope="organization")

    assert {
        "apps/trials/models/trial.py",
        "apps/trials/migrations/__init__.py",
        "apps/trials/views/trials.py",
        "services/trials/trials.py",
        "tests/contracts/trials/trials/routes.py",
        "tests/security/trials/test_trials.py",
        "docs/trials.md",
    } <= plan.texts.keys()
    assert '    "apps.trials",\n' in plan.texts["config/settings/parts/apps.py"]
    assert 'path("", include("apps.trials.urls"))' in plan.texts["apps/api/v1.py"]
    assert '"trials.trial": "fas fa-cube"' in plan.texts["config/settings/parts/admin.py"]
    assert '"TrialStateEnum": "apps.trials' in plan.texts["config/settings/parts/api.py"]
    assert '"apps.trials"' in plan.texts["pyproject.toml"]
    assert "docs/trials.md" in plan.texts["README.md"]
    assert "<uuid:organization_id>" in plan.texts["apps/trials/urls.py"]


def test_a_readme_without_a_list_of_pages_is_left_alone() -> None:
    plan = Plan(ROOT, {"README.md": "# Ours\n"})

    add_to_readme(plan, "trials")

    assert plan.texts == {"README.md": "# Ours\n"}
    assert plan.notes == [
        (
            "README.md has no list of pages under '## Documentation' to add to: "
            "| [docs/trials.md](docs/trials.md) | trials |"
        )
    ]


@pytest.mark.parametrize(
    ("app", "model", "given", "sentence"),
    [
        ("accounts", "Session", "", "accounts has a model Session already"),
        ("accounts", "session", "", "is no name for a model"),
        ("admin", "Trial", "", "'admin' is the name of a package already"),
        ("waffle", "Trial", "", "'waffle' is what waffle is called already"),
        ("trials", "Trial", "users", "is an address already: give another --plural"),
        ("webhooks", "Trial", "", "packages of the same names first"),
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
        render("app", {"app": "trials", "app_class": "Trials"})


def test_a_dry_run_shows_everything_and_writes_nothing() -> None:
    before, out = modified(), StringIO()

    call_command("startresource", "trials", "Trial", *FIELDS, "--dry-run", stdout=out, stderr=out)

    shown = out.getvalue()
    assert "new   apps/trials/migrations/0001_initial.py\n" in shown
    assert "edit  config/settings/parts/apps.py\n" in shown
    assert '+    "apps.trials",\n' in shown
    assert "--- /dev/null\n+++ b/apps/trials/models/trial.py\n" in shown
    assert "+            name='Trial'," in shown or '+            name="Trial",' in shown
    assert shown.endswith("Nothing was written.\n")
    assert modified() == before


def test_what_would_not_work_is_not_written() -> None:
    plan = plan_app(ROOT, "trials")
    plan.texts["apps/trials/models/__init__.py"] = (
        "from apps.trials.nothing import Nothing as Nothing\n"
    )

    with pytest.raises(Refused, match="Nothing was written, for it would not work"):
        staging.staged(plan)


def test_what_ruff_cannot_read_is_not_written() -> None:
    plan = plan_app(ROOT, "trials")
    plan.texts["apps/trials/models/__init__.py"] = "from\n"

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
    elsewhere({"apps/trials/apps.py": "new\n"}, "Add it to the README.")
    out, errors = StringIO(), StringIO()

    call_command("startapp", "trials", stdout=out, stderr=errors, no_color=True)

    assert (tmp_path / "apps/trials/apps.py").read_text() == "new\n"
    assert out.getvalue() == (
        "new   apps/trials/apps.py\nGo on with `manage.py startresource trials …`.\n"
    )
    assert errors.getvalue().splitlines() == [
        "Without git nothing can be taken back by it.",
        "Add it to the README.",
        "ruff is not installed: run `make format` before `make lint`.",
    ]


def test_without_ruff_nothing_is_formatted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging, "ruff", Mock(return_value=None))

    assert staging._format(ROOT, ["manage.py"]) is False
