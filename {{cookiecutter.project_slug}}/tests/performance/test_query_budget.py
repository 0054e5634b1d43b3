"""No list asks more of the database because it has more rows."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.caches import forget_answers
from tests.client import Api
from tests.factories.accounts import UserFactory
from tests.factories.library import (
    ArticleFactory,
    CommentFactory,
    NoteFactory,
    PortraitFactory,
    TagFactory,
)
from tests.library.urls import router

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.library.urls")]


def fill(owner: Any, rows: int) -> None:
    for article in ArticleFactory.create_batch(rows, tags=TagFactory.create_batch(2)):
        CommentFactory.create_batch(2, article=article)
        PortraitFactory.create(author=article.author)
        NoteFactory.create(owner=owner)


def queries(api: Api, path: str) -> tuple[int, int]:
    forget_answers()
    with CaptureQueriesContext(connection) as captured:
        rows = len(api.get(path)["results"])
    return rows, len(captured)


@pytest.mark.parametrize("prefix", [prefix for prefix, _, _ in router.registry])
def test_a_list_takes_as_many_queries_for_many_rows_as_for_few(api: Api, prefix: str) -> None:
    caller = UserFactory.create(admin=True)
    path = f"/api/v1/library/{prefix}/"
    api.log_in(caller)
    fill(caller, 2)
    few, budget = queries(api, path)
    fill(caller, 10)

    assert few == 2
    assert queries(api, path) == (12, budget)
