import pytest

from tests.api.content.conftest import ARTICLES
from tests.client import Api
from tests.factories.content import ArticleFactory


@pytest.fixture(autouse=True)
def articles(db: None) -> None:
    ArticleFactory.create(published=True, title="Knight and bishop", body="<p>A mate.</p>")
    ArticleFactory.create(published=True, title="Rooks", summary="A knight would be better.")
    ArticleFactory.create(published=True, title="Pawns", body="<p>No <b>knight</b> at all.</p>")
    ArticleFactory.create(title="Knight of the drafts")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("knight", ["Knight and bishop", "Pawns", "Rooks"]),
        ("KNIGHT bishop", ["Knight and bishop"]),
        ("queen", []),
        ("  ", ["Knight and bishop", "Pawns", "Rooks"]),
        ("kni\x00ght", []),
        ("' OR 1=1; --", []),
        ("knight " * 100, ["Knight and bishop", "Pawns", "Rooks"]),
    ],
)
def test_articles_are_found_by_their_words(api: Api, words: str, found: list[str]) -> None:
    rows = api.get(ARTICLES, {"search": words})["results"]

    assert sorted(row["title"] for row in rows) == found
