from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from apps.audit.project import Project
from tests.library.models import Article, Category
from tests.library.views import ArticleViewSet
from tests.unit.audit.auditing import found, resources, tree

BASE = "Django==5.2.19\nredis[hiredis]==8.1.0  # for caches\n"
REQUIREMENTS = {
    "requirements/base.txt": BASE,
    "requirements/production.txt": "-r base.txt\n",
    "requirements/testing.txt": "-r production.txt\npytest==9.2.0\n",
    "requirements/development.txt": "-r testing.txt\n",
    "requirements/constraints.txt": "django==5.2.19\nredis==8.1.0\npytest==9.2.0\n",
}
MAKEFILE = """\
lint: installed ## Read
\truff format --check .
\truff check .
\tlint-imports
\tmypy .
test: ## Run
\tpython manage.py makemigrations --check
\tpytest
ci: lint test ## All
"""
DECISION = "# 1. This\n\n## Decision\n\nThat.\n"
PAGE = "# Title\n\na\n\nb\n\n[link](docs/decisions/0001-this.md)\n"
README = "# Title\n\n| `make lint` | a |\n| `make test` | b |\n| `make ci` | c |\n"
SETTINGS = 'DEBUG = env.bool("DEBUG")\nKEY = os.environ["KEY"]\n'
DESCRIBED = "# C\n\n| `DEBUG` | a |\n| `KEY` | b |\n| `MAIL_…` | c |\n"

CASES: list[tuple[str, dict[str, str], dict[str, str], list[str]]] = [
    ("R001", REQUIREMENTS, {"requirements/base.txt": "Django>=5\n"}, ["django"]),
    ("R002", REQUIREMENTS, {"requirements/base.txt": "Django==5.1\n"}, ["django"]),
    (
        "R002",
        REQUIREMENTS,
        {"requirements/constraints.txt": "redis==8.1.0\npytest==9.2.0"},
        ["django"],
    ),
    (
        "R003",
        REQUIREMENTS,
        {"requirements/production.txt": "-r testing.txt\n"},
        ["requirements/production.txt"],
    ),
    ("R003", REQUIREMENTS, {"requirements/production.txt": "pytest==9.2.0\n"}, ["pytest"]),
    (
        "T004",
        {"pyproject.toml": "[tool.coverage.report]\nfail_under = 80\n"},
        {"pyproject.toml": ""},
        ["tool.coverage.report.fail_under"],
    ),
    (
        "T005",
        {"tests/test_a.py": "def test_a() -> None: ...\n"},
        {"tests/test_a.py": "@pytest.mark.skip\ndef test_a() -> None: ...\n"},
        ["tests/test_a.py"],
    ),
    ("T006", {"Makefile": MAKEFILE}, {"Makefile": MAKEFILE.replace("\tmypy .\n", "")}, ["make ci"]),
    (
        "T007",
        {".pre-commit-config.yaml": "repos: [{repo: local, hooks: [{id: ruff}]}]\n"},
        {".pre-commit-config.yaml": "repos: []\n"},
        [".pre-commit-config.yaml"],
    ),
    (
        "P002",
        {"config/base.py": SETTINGS, "docs/configuration.md": DESCRIBED},
        {"config/base.py": 'env.str("OTHER")\nenv.str("MAIL_KEY")\nenv.str("KEY")\n'},
        ["OTHER", "DEBUG"],
    ),
    (
        "P003",
        {".env.example": "DEBUG=1\n# MAIL_KEY=\n", "docs/configuration.md": DESCRIBED},
        {".env.example": "# OTHER=1\n"},
        ["OTHER"],
    ),
    (
        "P004",
        {"docs/decisions/0001-this.md": DECISION},
        {"docs/decisions/0001-that.md": "# 1. That\n"},
        ["docs/decisions/0001-that.md", "docs/decisions/0001-this.md"],
    ),
    (
        "P005",
        {"README.md": PAGE, "docs/decisions/0001-this.md": DECISION},
        {"README.md": PAGE.replace("0001", "0002")},
        ["README.md: docs/decisions/0002-this.md"],
    ),
    (
        "P007",
        {"README.md": README, "Makefile": MAKEFILE},
        {"README.md": README.replace("make ci", "make all")},
        ["make ci", "make all"],
    ),
]


@pytest.mark.parametrize(("check", "files", "changes", "subjects"), CASES)
def test_files(
    tmp_path: Path, check: str, files: dict[str, str], changes: dict[str, str], subjects: list[str]
) -> None:
    assert found(check, tree(tmp_path, files)) == []

    assert found(check, tree(tmp_path, {**files, **changes})) == subjects


def test_pages_that_are_missing(tmp_path: Path) -> None:
    names = (
        "api",
        "architecture",
        "configuration",
        "deployment",
        "onboarding",
        "testing",
        "troubleshooting",
    )
    files = {"README.md": PAGE, **{f"docs/{name}.md": PAGE for name in names}}

    assert found("P001", tree(tmp_path, files)) == []
    assert found("P001", tree(tmp_path, {**files, "docs/api.md": "# A title\n"})) == ["docs/api.md"]


def project(root: Path, files: dict[str, str], **known: Any) -> Project:
    tree(root, files)
    return Project(root, apps=[apps.get_app_config("library")], **known)


def test_apps_without_tests_or_a_page(tmp_path: Path) -> None:
    files = {
        "tests/unit/test_a.py": "from tests.library.models import Article\n",
        "README.md": "```text\n  library/  articles\n```\n",
    }

    assert found("T001", project(tmp_path, files)) == []
    assert found("P006", project(tmp_path, files)) == []
    assert found("T001", project(tmp_path, {**files, "tests/unit/test_a.py": ""})) == [
        "tests.library"
    ]
    assert found("P006", project(tmp_path, {**files, "README.md": ""})) == ["tests.library"]


def test_models_without_a_factory(tmp_path: Path) -> None:
    factory = "class ArticleFactory(Factory):\n    class Meta:\n        model = Article\n"
    known = {"models": [Article, Category], "routes": resources(articles=ArticleViewSet)}

    assert found("T002", project(tmp_path, {"tests/factories/a.py": factory}, **known)) == []
    assert found("T002", project(tmp_path, {"tests/factories/a.py": ""}, **known)) == [
        "library.Article"
    ]


def test_addresses_that_no_test_calls(tmp_path: Path) -> None:
    routes = resources(articles=ArticleViewSet)
    calls = 'api.get("/api/v1/articles/")\n'

    assert found("T003", project(tmp_path, {"tests/test_a.py": calls}, routes=routes)) == []
    assert found("T003", project(tmp_path, {"tests/test_a.py": ""}, routes=routes)) == [
        "/api/v1/articles/",
        "/api/v1/articles/{pk}/",
    ]


@pytest.mark.parametrize(
    ("check", "file", "good", "bad"),
    [
        ("L001", "apps/a/views.py", "import json\n", "from django.db import transaction\n"),
        ("L001", "apps/a/views/b.py", "", "from django.core.mail import send_mail\n"),
        ("L002", "services/a.py", "import json\n", "import requests\n"),
        ("L003", "apps/a/apps.py", "", "from django.db.models.signals import post_save\n"),
        (
            "L004",
            "apps/a/repositories.py",
            'cursor.execute("SELECT %s", [name])\n',
            'cursor.execute(f"SELECT {name}")\n',
        ),
        (
            "L004",
            "apps/a/repositories.py",
            'rows.extra(where=["name = %s"], params=[name])\n',
            "rows.extra(where=[\"name = '%s'\" % name])\n",
        ),
        (
            "L004",
            "apps/a/repositories.py",
            'rows.annotate(one=RawSQL(sql="1", params=[]))\n',
            'rows.annotate(one=RawSQL(sql="{}".format(name), params=[]))\n',
        ),
    ],
)
def test_code(tmp_path: Path, check: str, file: str, good: str, bad: str) -> None:
    assert found(check, tree(tmp_path, {file: good})) == []
    assert found(check, tree(tmp_path, {file: bad})) == [file]
