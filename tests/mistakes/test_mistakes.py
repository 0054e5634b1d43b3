"""Each mistake of the tables is made once, alone, and the audit must find it where it is."""

import json
import secrets
from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from tests.bake.combinations import Answers, choices
from tests.bake.edits import edited
from tests.bake.inprocess import Baker
from tests.bake.template import CACHE
from tests.mistakes import (
    admin,
    code,
    containers,
    migrations,
    models,
    papers,
    pipelines,
    serializers,
    settings,
    sockets,
    tasks,
    tests,
    views,
)
from tests.mistakes.mistake import Mistake
from tests.run import production
from tests.run.services import Place
from tests.run.variant import Variant, with_one_venv

MISTAKES = tuple(
    mistake
    for group in (
        models,
        serializers,
        views,
        admin,
        settings,
        migrations,
        containers,
        pipelines,
        papers,
        code,
        tests,
        tasks,
        sockets,
    )
    for mistake in group.MISTAKES
)
BOOLEANS = [name for name, options in choices().items() if isinstance(options[0], bool)]
DEFAULT: Answers = {name: options[0] for name, options in choices().items()}
DEFAULT |= {"project_slug": "audited"}
EVERYTHING: Answers = DEFAULT | dict.fromkeys(BOOLEANS, True) | {"message_broker": "rabbitmq"}
NOTHING: Answers = DEFAULT | dict.fromkeys(BOOLEANS, False) | {"ci": "none"}
PLACE = Place(
    database_url=f"postgres://audited:{secrets.token_urlsafe()}@db.audited.test/audited",
    redis_url="redis://cache.audited.test:6379/0",
)
EXCEPTIONS = "A000"  # which nobody can ask for alone, for they are those of all checks
Audited = Callable[[Answers], Variant]


@pytest.fixture(scope="module")
def audited(baker: Baker, worker_id: str) -> Audited:
    """A bake of each kind, for all mistakes in it that a worker makes."""

    @cache
    def made(number: int) -> Variant:
        folder = CACHE / "mistakes" / worker_id / str(number)
        variant = with_one_venv(kinds[number], baker, folder, "development")
        assert failures(audit(variant, on_site=True)) == {}
        return variant

    kinds: list[Answers] = []

    def of(answers: Answers) -> Variant:
        if answers not in kinds:
            kinds.append(answers)
        return made(kinds.index(answers))

    return of


def audit(
    variant: Variant, *checks: str, on_site: bool, broken: bool = False
) -> list[dict[str, Any]]:
    """What `make audit` runs, or these checks of it; on a site in the settings of production."""
    report = variant.run(
        "python",
        "manage.py",
        "audit",
        *checks,
        "--format",
        "json",
        *(["--deploy"] if on_site else []),
        env=site(variant) if on_site else {},
        expect=1 if broken else 0,
    )
    # Behind what drf-spectacular says of it on standard error.
    found: list[dict[str, Any]] = json.loads(report[report.index('{\n  "seconds"') :])["checks"]
    return found


def site(variant: Variant) -> dict[str, str]:
    return production.complete(variant, PLACE, mail_port=25) | {
        **production.encrypted(variant),
        "SENTRY_DSN": "https://public@errors.audited.test/1",
    }


def failures(checks: list[dict[str, Any]]) -> dict[str, set[str]]:
    """The files that findings name, by check."""
    return {
        check["id"]: {finding["file"] for finding in check["findings"]}
        for check in checks
        if check["state"] == "failed"
    }


@pytest.mark.parametrize(
    "answers", [EVERYTHING, DEFAULT, NOTHING], ids=["everything", "default", "nothing"]
)
@pytest.mark.parametrize("where", ["at a developer's", "on a site"])
def test_a_fresh_project_has_no_failure(audited: Audited, answers: Answers, where: str) -> None:
    checks = audit(audited(answers), on_site=where == "on a site")

    assert failures(checks) == {}
    assert {check["state"] for check in checks if check["id"].startswith("H")} == {"open"}


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_a_mistake_is_found(
    audited: Audited,
    mistake: Mistake,
    pytestconfig: pytest.Config,
    record_property: Callable[[str, object], None],
) -> None:
    """With `--all` also that no other check takes it for one of its own."""
    variant = audited(EVERYTHING | mistake.answers)
    is_whole = pytestconfig.getoption("all") or mistake.check == EXCEPTIONS
    checks = [] if is_whole else [mistake.check, *mistake.also]

    with edited(variant.project, *mistake.edits):
        found = failures(audit(variant, *checks, on_site=mistake.on_site, broken=True))

    assert set(found) == {mistake.check, *mistake.also}
    assert mistake.place in found[mistake.check]
    record_property("mistakes found", 1)


def test_every_mistake_has_a_name_of_its_own() -> None:
    assert [
        name for name, count in Counter(each.name for each in MISTAKES).items() if count > 1
    ] == []


def test_every_check_has_its_mistake(audited: Audited) -> None:
    """But the questions, which nobody can get wrong."""
    checks = {check["id"] for check in audit(audited(EVERYTHING), on_site=False)}

    assert {name for name in checks if name[0] != "H"} == {each.check for each in MISTAKES}
