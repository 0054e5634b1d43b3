import csv
from decimal import Decimal

import pytest

from utils.csv import csv_lines, harmless


def test_lines_can_be_read_back() -> None:
    rows = [(1, 'say "hi", Ada'), (-2, None)]

    lines = list(csv_lines(["id", "text"], rows))

    assert list(csv.reader(lines)) == [["id", "text"], ["1", 'say "hi", Ada'], ["-2", ""]]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_formula_injection(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize(
    ("value", "text"), [("1=1", "1=1"), (None, ""), (-1, "-1"), (-0.5, "-0.5"), (Decimal(2), "2")]
)
def test_what_is_no_formula_is_kept(value: object, text: str) -> None:
    assert harmless(value) == text
