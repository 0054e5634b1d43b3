import datetime as dt
import decimal
import json
import uuid
from typing import Any

import pytest
from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st
from rest_framework.exceptions import ErrorDetail
from rest_framework.renderers import JSONRenderer as StandardRenderer
from rest_framework.utils.serializer_helpers import ReturnDict, ReturnList

from apps.core.renderers import JSONRenderer
from tests.library.models import Article

SERIALIZER: Any = None
words = st.text(st.characters(exclude_categories=["Cs"]))
values = st.recursive(
    st.none() | st.booleans() | st.integers() | words | st.decimals(-(10**9), 10**9, places=2),
    lambda inner: st.lists(inner) | st.dictionaries(words, inner),
)


@given(values)
def test_the_bytes_are_those_of_the_standard_renderer(value: Any) -> None:
    assert JSONRenderer().render(value) == StandardRenderer().render(value)


@pytest.mark.parametrize(
    "value",
    [
        dt.datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=dt.UTC),
        dt.datetime(2026, 1, 2, tzinfo=dt.timezone(dt.timedelta(hours=5, minutes=45))),
        dt.date(2026, 1, 2),
        dt.time(1, 2, 3, 456789),
        dt.timedelta(hours=1),
        decimal.Decimal("1.50"),
        uuid.UUID(int=7),
        2**80,
        {1: "a", None: "b", False: "c"},
        lazystr("lazy"),
        gettext_lazy("Yes"),
        Article.Status.DRAFT,
        ErrorDetail("text", code="x"),
        ReturnDict({"a": 1}, serializer=SERIALIZER),
        ReturnList([1], serializer=SERIALIZER),
        (1, 2),
        {3},
        b"bytes",
        0.1,
        1e15,
        -0.0,
        "\u2028 \u2029 \u00e9 \U0001f600 </script>",
        None,
    ],
    ids=repr,
)
def test_values_of_all_kinds(value: Any) -> None:
    assert JSONRenderer().render(value) == StandardRenderer().render(value)
    assert JSONRenderer().render({"a": [value]}) == StandardRenderer().render({"a": [value]})


def test_numbers_that_json_does_not_know_are_null() -> None:
    assert JSONRenderer().render([float("nan"), float("inf")]) == b"[null,null]"


def test_indented_on_demand() -> None:
    rendered = JSONRenderer().render({"a": 1}, "application/json; indent=2")

    assert rendered == b'{\n  "a": 1\n}'
    assert json.loads(rendered) == {"a": 1}
