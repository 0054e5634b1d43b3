"""Exceptions, decisions, and what an audit makes of them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from apps.audit import registry
from apps.audit.findings import Finding, NotApplicable
from apps.audit.project import Project
from apps.audit.registry import Check
from apps.audit.running import Report, Result, audit
from tests.unit.audit.auditing import tree

ASKED: dict[str, Any] = {"title": "t", "guide": "g", "hint": "h", "page": "docs/p.md"}


def wrong(_: Project) -> Iterator[Finding]:
    yield Finding("shop.Order", "is wrong")


def nothing_here(project: Project) -> Iterator[Finding]:
    if not (project.root / "apps/shop").exists():
        raise NotApplicable("There is no shop.")
    yield Finding("shop", "is here")


@pytest.fixture(autouse=True)
def three_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    made = [
        Check("X001", **ASKED, find=wrong),
        Check("X002", **ASKED, find=nothing_here),
        Check("X003", **ASKED, find=wrong, deploy=True),
        Check("X004", **ASKED),
    ]
    monkeypatch.setattr(registry, "load", lambda: {check.id: check for check in made})


def states(report: Report) -> dict[str, str]:
    return {result.check.id: result.state for result in report.results}


def excused(root: Path, table: str) -> Report:
    return audit(tree(root, {"pyproject.toml": f"[tool.audit.ignore]\n{table}\n"}))


def result(report: Report, check: str) -> Result:
    return next(each for each in report.results if each.check.id == check)


def test_what_becomes_of_checks(tmp_path: Path) -> None:
    report = audit(tree(tmp_path, {}))

    assert states(report) == {
        "A000": "passed",
        "X001": "failed",
        "X002": "not applicable",
        "X003": "not applicable",
        "X004": "open",
    }
    assert result(report, "X002").note == "There is no shop."


def test_with_deploy_all_of_them_run(tmp_path: Path) -> None:
    assert states(audit(tree(tmp_path, {}), deploy=True))["X003"] == "failed"


def test_a_page_answers_a_question(tmp_path: Path) -> None:
    page = "docs/decisions/0006-shop.md"

    report = audit(tree(tmp_path, {page: "# 6. Shop\n\nAnswers: X001, X004\n"}))

    assert states(report)["X004"] == "decided"
    assert result(report, "X004").note == page


def test_an_exception_with_a_reason(tmp_path: Path) -> None:
    report = excused(tmp_path, 'X001 = { "shop.Order" = "why" }')

    assert states(report)["X001"] == "passed"
    assert result(report, "X001").excused == ((Finding("shop.Order", "is wrong"), "why"),)


@pytest.mark.parametrize(
    ("table", "subject", "problem"),
    [
        ('X001 = { "shop.Order" = " " }', "X001: shop.Order", "gives no reason"),
        (
            'X001 = { "shop.Order" = "why", "shop.Cart" = "why" }',
            "X001: shop.Cart",
            "has no finding any more: take it out",
        ),
        ('X009 = { "shop.Order" = "why" }', "X009", "is no check"),
    ],
)
def test_an_exception_that_is_none(tmp_path: Path, table: str, subject: str, problem: str) -> None:
    report = excused(tmp_path, table)

    assert result(report, "A000").findings == (Finding(subject, problem, "pyproject.toml"),)


def test_an_exception_of_a_check_that_did_not_run_may_stay(tmp_path: Path) -> None:
    report = excused(tmp_path, 'X003 = { "shop.Order" = "why" }')

    assert states(report)["A000"] == "passed"


def test_an_image_is_asked_for_its_settings_alone(tmp_path: Path) -> None:
    """It has what runs, and none of what it was made of."""
    report = audit(Project(tmp_path, apps=[]), deploy=True)

    assert states(report) == {
        "A000": "passed",
        "X001": "not applicable",
        "X002": "not applicable",
        "X003": "failed",
        "X004": "not applicable",
    }
    why = "Only what runs is here, as in an image: no Makefile, Dockerfile, docs, tests."
    assert report.not_applicable() == {why: ["X001", "X002", "X004"]}


def test_an_image_knows_what_is_meant_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(
        '[tool.audit.ignore]\nX003 = { "shop.Order" = "why" }\n'
    )

    report = audit(Project(tmp_path, apps=[]), deploy=True)

    assert states(report)["X003"] == "passed"


@pytest.mark.parametrize("part", ["Makefile", "Dockerfile", "docs", "tests"])
def test_a_source_tree_that_lost_a_part_is_still_one(tmp_path: Path, part: str) -> None:
    (tmp_path / part).mkdir()

    assert states(audit(Project(tmp_path, apps=[])))["X001"] == "failed"


def test_an_id_is_given_once() -> None:
    registry.checks["X001"] = Check("X001", **ASKED)
    try:
        with pytest.raises(ValueError, match="There are two checks X001"):
            registry.decision("X001", "Why?", guide="g", page="docs/p.md")
    finally:
        del registry.checks["X001"]
