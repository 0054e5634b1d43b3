"""A million articles: pages, filters and searches find their rows by an index.

PostgreSQL makes them itself, in one transaction that is rolled back. The table is emptied first, so
that they go into a file of their own, which the rollback throws away with its million dead rows.
"""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.test import APIClient

from apps.content.models import Tag
from tests.factories.content import CategoryFactory, TagFactory

ROWS: Final = 1_000_000
CATEGORIES: Final = 20
BUDGET: Final = 5  # queries
ARTICLES: Final = "/api/v1/articles/"

# As many as a million minutes are old; one of ten is a draft, one of five has a category.
FILL = """
INSERT INTO content_article (
    id, is_deleted, created_at, updated_at, byline, category_id, title, slug, summary, body,
    reading_minutes, revision, seo_title, seo_description, seo_keywords, canonical_url, status,
    note, published_at
)
SELECT
    gen_random_uuid(), false, now(), now() - n * interval '1 minute', 'Ada',
    CASE WHEN n %% 5 = 0 THEN %s + (n / 5) %% %s END, 'Article ' || n, 'article-' || n,
    'word' || n %% 1000, '', 1, 1, '', '', '', '',
    CASE WHEN n %% 10 = 1 THEN 'draft' ELSE 'published' END, '',
    now() - n * interval '1 minute'
FROM generate_series(1, %s) AS n
"""
LINK = """
INSERT INTO content_article_tags (article_id, tag_id)
SELECT id, %s FROM content_article WHERE slug LIKE '%%99'
"""
# Those of no constraint: they are made anew, as they are, when the rows are there.
INDEXES = """
SELECT indexname, indexdef FROM pg_indexes
WHERE tablename = 'content_article'
AND indexname NOT IN (SELECT conname FROM pg_constraint)
"""
DAY = timedelta(days=1)


def make_a_million(tag: Tag, first_category: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE content_article CASCADE")
        cursor.execute(INDEXES)
        indexes = cursor.fetchall()
        for name, _ in indexes:
            cursor.execute(f"DROP INDEX {name}")
        cursor.execute(FILL, [first_category, CATEGORIES, ROWS])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for _, definition in indexes:
            cursor.execute(definition)
        cursor.execute(LINK, [tag.pk])
        cursor.execute("ANALYZE content_article, content_article_tags")


def test_pages_filters_and_searches_use_an_index(db: None) -> None:
    categories = [CategoryFactory.create() for _ in range(CATEGORIES)]
    tag = TagFactory.create()
    make_a_million(tag, categories[0].pk)
    now = timezone.now()
    cases: list[tuple[dict[str, Any], int]] = [
        ({}, 20),
        ({"ordering": "published_at"}, 20),
        ({"page_size": 100}, 100),
        ({"category": categories[3].slug}, 20),
        ({"tag": tag.slug}, 20),
        ({"published_at__lt": (now - 300 * DAY).isoformat()}, 20),
        ({"published_at__lt": (now - 900 * DAY).isoformat()}, 0),
        ({"search": "word7"}, 20),
        ({"search": "article 777777"}, 1),
        ({"search": "nowhere"}, 0),
        ({"search": "word7", "category": categories[2].slug}, 0),
        ({"search": '"article 777777" or "article 777778"'}, 2),
    ]

    wrong = list(single("article-777777"))
    wrong += [found for parameters, rows in cases for found in findings(parameters, rows)]

    assert wrong == []


def single(slug: str) -> Iterator[str]:
    with CaptureQueriesContext(connection) as captured:
        assert APIClient().get(f"{ARTICLES}{slug}/").json()["slug"] == slug
    yield from judged(slug, captured)


def findings(parameters: dict[str, Any], rows: int) -> Iterator[str]:
    """What is wrong with a page of it, and with the one that follows."""
    client = APIClient()
    with CaptureQueriesContext(connection) as captured:
        page = client.get(ARTICLES, parameters).json()
    yield from judged(f"{parameters}", captured)
    if len(page["results"]) != rows:
        yield f"{parameters}: {len(page['results'])} rows, not {rows}"
    if page["next"]:
        with CaptureQueriesContext(connection) as captured:
            following = client.get(page["next"]).json()
        yield from judged(f"{parameters}, second page", captured)
        if not following["results"] or following["results"][0] in page["results"]:
            yield f"{parameters}: the second page does not follow the first"


def judged(what: str, captured: CaptureQueriesContext) -> Iterator[str]:
    asked = [query["sql"] for query in captured]
    if len(asked) > BUDGET:
        yield f"{what}: {len(asked)} queries"
    if [sql for sql in asked if "COUNT(" in sql]:
        yield f"{what}: it counts"
    for sql in asked:
        if 'FROM "content_article"' in sql:
            plan = list(nodes(explained(sql)))
            if not [node for node in plan if "Index" in node["Node Type"]]:
                yield f"{what}: no index"
            if [node for node in plan if scans_all(node)]:
                yield f"{what}: reads every article"


def explained(sql: str) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}")
        (found,) = cursor.fetchone()
    plan: dict[str, Any] = (found if isinstance(found, list) else json.loads(found))[0]["Plan"]
    return plan


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", ()):
        yield from nodes(below)


def scans_all(node: dict[str, Any]) -> bool:
    return (node["Node Type"], node.get("Relation Name")) == ("Seq Scan", "content_article")
