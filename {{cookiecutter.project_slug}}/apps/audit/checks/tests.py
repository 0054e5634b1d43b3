import ast
import re
from collections.abc import Iterator
from typing import Any, Final

from apps.audit.checks import Finding, Project, check
from apps.audit.checks.addresses import versioned, words
from apps.audit.checks.models import label

GUIDE: Final = "Testing & Quality Assurance, Test Coverage"
PAGE: Final = "docs/testing.md"
LEAST: Final = 80  # percent
SKIPS: Final = frozenset({"skip", "skipif", "xfail", "importorskip"})
STEPS: Final = (
    "ruff format --check",
    "ruff check",
    "mypy",
    "lint-imports",
    "makemigrations --check",
    "pytest",
)


@check(
    "T001",
    "Every app has tests",
    guide="Testing, Test Coverage: unit tests for models, serializers, services",
    hint="Put them into tests/unit/<app>, tests/api/<app> or tests/integration/<app>.",
    page=PAGE,
)
def apps(project: Project) -> Iterator[Finding]:
    tests = {name: text for name, text in project.tests.items() if "/test_" in name}
    for config in project.apps:
        folder, module = f"/{config.name.rpartition('.')[2]}/", re.escape(config.name)
        imports = re.compile(rf"^\s*(from|import) {module}\b", re.MULTILINE)
        if not any(folder in name or imports.search(text) for name, text in tests.items()):
            problem = "is imported by no test, and has no folder in tests/"
            yield Finding.about(config.module, config.name, problem)


@check(
    "T002",
    "Every model that the API shows has a factory",
    guide="Testing, Test Coverage: test factories created for data generation",
    hint="Write one in tests/factories/.",
    page=PAGE,
)
def factories(project: Project) -> Iterator[Finding]:
    made = {
        node.value.id
        for module in project.modules("tests/factories")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Name)
        and [target.id for target in node.targets if isinstance(target, ast.Name)] == ["model"]
    }
    shown = {getattr(getattr(view, "queryset", None), "model", None) for view in project.views}
    for model in project.models:
        if model in shown and model.__name__ not in made:
            yield Finding.about(model, label(model), "has no factory")


@check(
    "T003",
    "Every address of the API is called by a test",
    guide="Testing, Test Coverage: API endpoint tests for all views",
    hint="Call it in tests/api/.",
    page=PAGE,
)
def addresses(project: Project) -> Iterator[Finding]:
    together = "\n".join(project.tests.values())
    for route in versioned(project):
        word = "".join(words(route)[-1:])
        if word and not re.search(r"[/\"'}]" + re.escape(word) + r"[/\"'?{]", together):
            thing = route.view or route.callback
            yield Finding.about(thing, route.path, "is called by no test")


@check(
    "T004",
    "Coverage has a floor",
    guide=f"{GUIDE}: overall test coverage above 80%",
    hint="Set `fail_under` in [tool.coverage.report] to 80 or more.",
    page=PAGE,
)
def coverage(project: Project) -> Iterator[Finding]:
    report: dict[str, Any] = project.pyproject.get("tool", {}).get("coverage", {}).get("report", {})
    floor = report.get("fail_under", 0)
    if floor < LEAST:
        yield Finding("tool.coverage.report.fail_under", f"is {floor}", "pyproject.toml")


@check(
    "T005",
    "Every test runs, wherever and in whatever order",
    guide="Testing, Test Quality: tests are isolated and independent",
    hint="Mend it or take it out: a test that is skipped proves nothing.",
    page=PAGE,
)
def skipped(project: Project) -> Iterator[Finding]:
    for file, text in project.tests.items():
        if "skip" not in text and "xfail" not in text:
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Attribute) and node.attr in SKIPS:
                owner = ast.unparse(node.value)
                if owner in {"pytest", "pytest.mark"}:
                    yield Finding(file, f"has `{owner}.{node.attr}`", file, node.lineno)


@check(
    "T006",
    "`make ci` formats, lints, types, and tests",
    guide="Code Quality: code formatting standards enforced; static analysis tools integrated",
    hint="Keep each step in the Makefile, in what `ci` needs.",
    page=PAGE,
)
def green(project: Project) -> Iterator[Finding]:
    text = project.text("Makefile")
    for step in STEPS:
        if not any(
            line.strip().startswith(("python manage.py " + step, step))
            for line in recipe(text, "ci")
        ):
            yield Finding("make ci", f"runs no `{step}`", "Makefile")


def recipe(text: str, target: str) -> Iterator[str]:
    """The commands of a target, and of those that it needs."""
    found = re.search(
        rf"^{re.escape(target)}:([^#\n]*)[^\n]*\n((?:\t[^\n]*\n?)*)", text, re.MULTILINE
    )
    if found:
        for needed in found[1].split():
            yield from recipe(text, needed)
        yield from found[2].splitlines()


@check(
    "T007",
    "Commits are looked at before they are made",
    guide="Code Quality: pre-commit hooks configured",
    hint="Keep hooks in .pre-commit-config.yaml.",
    page=PAGE,
)
def hooks(project: Project) -> Iterator[Finding]:
    file = ".pre-commit-config.yaml"
    project.require_source_tree()
    content: Any = project.yaml(file) if (project.root / file).exists() else None
    if not any(each.get("hooks") for each in (content or {}).get("repos", ())):
        yield Finding(file, "runs no hook", file)
