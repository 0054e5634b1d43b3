"""The audit inside of an image, where only what runs is."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from apps.audit import registry
from tests.unit.config.production import manage_in

ROOT = Path(settings.BASE_DIR)
WRONG = '\nSESSION_ENGINE = "django.contrib.sessions.backends.file"\n'
EXCEPTION = '\n[tool.audit.ignore.C033]\n"SESSION_ENGINE" = "one server, with a disk"\n'


@pytest.fixture
def image(tmp_path: Path) -> Path:
    """What `.dockerignore` lets in."""
    let_in = re.findall(r"^!(.+)$", (ROOT / ".dockerignore").read_text(), re.MULTILINE)
    for name in let_in:
        copy: Any = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
        copy(ROOT / name, tmp_path / name)
    return tmp_path


def audited(image: Path, *arguments: str) -> dict[str, Any]:
    done = manage_in(image, "audit", "--deploy", "--format", "json", *arguments)
    return {check["id"]: check for check in json.loads(done.stdout)["checks"]}


def test_it_is_asked_for_what_the_site_is_set_to(image: Path) -> None:
    checks = audited(image)

    of_sites = {check.id for check in registry.load().values() if check.deploy}
    looked_at = {name for name, check in checks.items() if check["state"] == "passed"}
    assert [name for name, check in checks.items() if check["state"] == "failed"] == []
    assert looked_at == of_sites - {"C043"} | {"A000"}  # without SENTRY_DSN nothing is reported
    assert checks["M001"]["note"].startswith("Only what runs is here, as in an image: no ")


def test_django_s_command_says_what_it_does_not_look_at(image: Path) -> None:
    done = manage_in(image, "check", "--tag", "audit", "--deploy")

    assert done.returncode == 0
    assert re.search(
        r"\(audit\.not-applicable\) Not looked at: A001, .*V023.*\. Only what runs is here",
        done.stderr,
    )


def test_what_is_meant_to_be_so_is_known_there_too(image: Path) -> None:
    with (image / "config/settings/production.py").open("a") as file:
        file.write(WRONG)
    assert audited(image, "C033")["C033"]["state"] == "failed"

    with (image / "pyproject.toml").open("a") as file:
        file.write(EXCEPTION)

    assert audited(image, "C033")["C033"]["state"] == "passed"
