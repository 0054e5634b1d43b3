import json
from io import StringIO
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command

from apps.audit import registry, running
from apps.audit.findings import Finding
from apps.audit.registry import Check
from apps.audit.report import FORMATS
from apps.audit.running import Report, Result

ASKED: dict[str, Any] = {"guide": "Section: line", "hint": "Mend it.", "page": "docs/p.md"}
PLACE = Finding("shop.Order", "is wrong <b>", "apps/shop/models.py", 7)
WRONG = Result(Check("X001", "Orders are right", **ASKED), "failed", (PLACE,))
FINE = Result(
    Check("X002", "Carts are right", **ASKED),
    "passed",
    (),
    ((Finding("shop.Cart", "is odd"), "why"),),
)
OPEN = Result(Check("X003", "Who pays?", **ASKED), "open")
ANSWERED = Result(Check("X004", "Who packs?", **ASKED), "decided", note="docs/decisions/6.md")
ELSEWHERE = Result(Check("X005", "Shops", **ASKED), "not applicable", note="There is no shop.")
REPORT = Report((WRONG, FINE, OPEN, ANSWERED, ELSEWHERE), 0.5)
COUNTS = "1 failed, 1 to be decided, 1 decided, 1 passed, 1 not applicable, 1 exception, 0.50 s"


def audit(
    *arguments: str, report: Report = REPORT, monkeypatch: pytest.MonkeyPatch
) -> tuple[str, int]:
    monkeypatch.setattr("apps.audit.management.commands.audit.audit", lambda *_, **__: report)
    out, code = StringIO(), 0
    try:
        call_command("audit", *arguments, stdout=out, no_color=True)
    except SystemExit as exit_:
        code = int(str(exit_.code))
    return out.getvalue(), code


def test_for_people(monkeypatch: pytest.MonkeyPatch) -> None:
    text, code = audit(monkeypatch=monkeypatch)

    assert code == 1
    assert (
        text
        == f"""\
Exceptions
  X002  shop.Cart is odd: why

Not applicable
  X005  There is no shop.

Decided
  X004  Who packs?: docs/decisions/6.md

To be decided: answer in docs/decisions/, with a line `Answers: <id>`
  X003  Who pays? (docs/p.md)

Failed
  X001  Orders are right
        shop.Order is wrong <b> (apps/shop/models.py:7)
        Hint: Mend it. (docs/p.md)

{COUNTS}
"""
    )


@pytest.mark.parametrize(
    ("results", "fail_on", "code"),
    [
        ((WRONG,), "failed", 1),
        ((WRONG,), "never", 0),
        ((FINE, OPEN), "failed", 0),
        ((FINE, OPEN), "open", 1),
        ((FINE, ANSWERED), "open", 0),
    ],
)
def test_when_it_fails(
    results: tuple[Result, ...], fail_on: str, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, exit_code = audit("--fail-on", fail_on, report=Report(results, 0.1), monkeypatch=monkeypatch)

    assert exit_code == code


def test_markdown() -> None:
    text = FORMATS["markdown"](REPORT)

    assert text.startswith(f"# Audit\n\n{COUNTS}\n")
    assert (
        "| X001 | Orders are right: `shop.Order` is wrong <b> | apps/shop/models.py:7 | Mend it. |"
        in text
    )
    assert "| X002 | `shop.Cart` is odd | why |" in text
    assert "| X003 | Who pays? | docs/p.md |" in text
    assert "| X005 | Shops | not applicable: There is no shop. |" in text


def test_json() -> None:
    told: dict[str, Any] = json.loads(FORMATS["json"](REPORT))

    assert [check["state"] for check in told["checks"]] == [each.state for each in REPORT.results]
    assert told["checks"][0]["findings"] == [
        {
            "subject": "shop.Order",
            "problem": "is wrong <b>",
            "file": "apps/shop/models.py",
            "line": 7,
        }
    ]
    assert told["checks"][1]["exceptions"][0]["reason"] == "why"


def test_junit() -> None:
    suite = ET.fromstring(FORMATS["junit"](REPORT))  # noqa: S314 - our own

    assert suite.attrib["tests"] == "5"
    assert suite.attrib["failures"] == "1"
    assert suite.attrib["skipped"] == "2"
    failure = suite.find("testcase/failure")
    assert failure is not None
    assert failure.text == "shop.Order is wrong <b> apps/shop/models.py:7"


def test_a_check_that_is_not_there() -> None:
    with pytest.raises(CommandError, match="There is no check X999: see --list"):
        call_command("audit", "X999")


def test_the_list() -> None:
    out = StringIO()

    call_command("audit", "M001", "--list", stdout=out)

    assert out.getvalue() == "M001  Every model says what its rows are called\n"


def test_djangos_own_command_tells_of_failures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "audit", lambda *_, **__: REPORT)

    assert run_checks(tags=["audit"]) == []
    (message,) = run_checks(tags=["audit"], include_deployment_checks=True)

    assert message.id == "audit.X001"
    assert str(message) == (
        "shop.Order: (audit.X001) It is wrong <b>. Orders are right. apps/shop/models.py:7"
        "\n\tHINT: Mend it. (docs/p.md)"
    )
    assert registry.load()
