"""The audit of this very project, and of its page."""

import json
import re
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from apps.audit import registry
from apps.audit.report.markdown import listing
from tests.unit.config.production import manage

ROOT = Path(settings.BASE_DIR)


def test_nothing_fails() -> None:
    call_command("audit")


def test_nothing_fails_in_production() -> None:
    done = manage("audit", "--deploy", "--format", "json")

    failed = [check for check in json.loads(done.stdout)["checks"] if check["state"] == "failed"]
    assert failed == []
    assert done.returncode == 0


def test_the_page_lists_every_check() -> None:
    page = (ROOT / "docs/audit.md").read_text(encoding="utf-8")

    assert page.endswith(listing(registry.load().values())), (
        "End docs/audit.md with what `manage.py audit --list --format markdown` prints."
    )


def test_every_page_that_a_check_names_is_there() -> None:
    assert {
        check.page for check in registry.load().values() if not (ROOT / check.page).exists()
    } == set()


def test_every_check_but_a_question_has_a_test() -> None:
    tests = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "tests/unit").rglob("test_*.py")
    )
    tested = set(re.findall(r'"([A-Z]\d{3})"', tests))

    assert {name for name, check in registry.load().items() if check.find} - tested == set()
