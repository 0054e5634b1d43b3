"""What the content slice is asked, beside the same page by somebody else."""

from collections.abc import Mapping

from measure import cases
from measure.answers import fetch
from measure.cases import Case
from measure.report import cpu, ratio, throughput
from measure.rounds import Samples
from measure.verdict import least, most

LIST = "/api/v1/articles/"
TWIN_LIST, TWIN_STREAM = "/api/v1/stories/", "/api/v1/story-stream/"
SLUG = "article-42"
ANEW = "?page=EACH"  # means nothing to who pages by cursor, and is another address each time

STREAM = "incumbent's settings, by cursor"
DETAIL, TWIN_DETAIL = "content: one article", "incumbent's settings, one article"
DETAIL_KEPT = "content: one article, kept"
PAGE = "content: the list"
PAGE_KEPT = "content: the list, kept"
UNCHANGED = "content: the list, 304 by version key"
DETAIL_UNCHANGED = "content: one article, 304 by version key"
PAGE_REPEATED = "content: the list, repeated"
UNCHANGED_REPEATED = "content: the list, 304 repeated"
DETAIL_REPEATED = "content: one article, repeated"

ROWS = """
INSERT INTO content_category (
    id, name, slug, description, path, created_at, updated_at
)
SELECT n, 'Category Number ' || n, 'category-' || n, '', '', now(), now()
FROM generate_series(1, 20) n;

INSERT INTO content_tag (id, name, slug, created_at, updated_at)
SELECT n, 'Tag ' || n, 'tag-' || n, now(), now() FROM generate_series(1, 50) n;

INSERT INTO content_article (
    id, is_deleted, created_at, updated_at, byline, category_id, title, slug, summary, body,
    reading_minutes, revision, seo_title, seo_description, seo_keywords, canonical_url, status,
    note, published_at
)
SELECT gen_random_uuid(), false,
       timestamptz '2024-01-01 00:00:00+00' + n * interval '61 minutes',
       timestamptz '2024-01-01 00:00:00.123456+00' + n * interval '62 minutes',
       'Author Number ' || n % 200, CASE WHEN n % 10 = 0 THEN NULL ELSE n % 20 + 1 END,
       'Article number ' || n, 'article-' || n,
       rtrim(repeat('Naïve words about no. ' || n || '. ', 4)),
       repeat('<p>Some words about the number ' || n || ', and some more about others.</p>', 40),
       n % 30 + 1, 1, '', '', 'words, numbers', '', 'published', '',
       timestamptz '2024-01-01 00:00:00+00' + n * interval '1 hour'
FROM generate_series(1, %(articles)s) n;

INSERT INTO content_article_tags (article_id, tag_id)
SELECT article.id, (n * step) % 50 + 1
FROM generate_series(1, %(articles)s) n
JOIN content_article article ON article.slug = 'article-' || n,
     unnest(ARRAY[1, 3, 7]) step
ON CONFLICT DO NOTHING;
"""

CASES = (
    Case(cases.PLAIN, "plain", TWIN_LIST),
    Case(cases.INCUMBENT, "incumbent", TWIN_LIST),
    Case(STREAM, "incumbent", TWIN_STREAM),
    Case(PAGE, "content", f"{LIST}{ANEW}"),
    Case(PAGE_KEPT, "content", LIST),
    Case(UNCHANGED, "content", LIST, status=304),
    Case(PAGE_REPEATED, "repeating", LIST),
    Case(UNCHANGED_REPEATED, "repeating", LIST, status=304),
    Case(TWIN_DETAIL, "incumbent", f"{TWIN_LIST}{SLUG}/"),
    Case(DETAIL, "content", f"{LIST}{SLUG}/{ANEW}"),
    Case(DETAIL_KEPT, "content", f"{LIST}{SLUG}/"),
    Case(DETAIL_UNCHANGED, "content", f"{LIST}{SLUG}/", status=304),
    Case(DETAIL_REPEATED, "repeating", f"{LIST}{SLUG}/"),
)


def compare(ports: Mapping[str, int]) -> int:
    """Raise where the twins say something else than the project; the page's size in bytes."""
    ours = fetch(ports["content"], LIST, {})
    rows = ours.json()["results"]
    detail = fetch(ports["content"], f"{LIST}{SLUG}/", {}).json()
    for name in ("plain", "incumbent"):
        for path in (TWIN_LIST, TWIN_STREAM):
            given = fetch(ports[name], path, {}).json()["results"]
            if given != rows:
                raise RuntimeError(f"{name} differs on {path}: {given[0]} instead of {rows[0]}")
        given = fetch(ports[name], f"{TWIN_LIST}{SLUG}/", {}).json()
        if given != detail:
            raise RuntimeError(f"{name} differs on {SLUG}: {given} instead of {detail}")
    return len(ours.body)


def verdicts(samples: Samples) -> str:
    def faster(name: str, than: str) -> float:
        return ratio(samples, name, than, throughput)

    def cheaper(name: str, than: str) -> float:
        return ratio(samples, name, than, cpu)

    lines = [
        least("List, same contract, throughput ÷ incumbent", faster(PAGE, STREAM), 2.5),
        most("List, same contract, CPU ÷ incumbent", cheaper(PAGE, STREAM), 0.4),
        least("List, kept ÷ incumbent's by cursor", faster(PAGE_KEPT, STREAM), 2.5),
        least("List, kept ÷ incumbent's by number", faster(PAGE_KEPT, cases.INCUMBENT), 4),
        least("List, repeated ÷ incumbent's by number", faster(PAGE_REPEATED, cases.INCUMBENT), 12),
        least("List, 304 repeated ÷ incumbent's", faster(UNCHANGED_REPEATED, cases.INCUMBENT), 12),
        least("Article, throughput ÷ incumbent", faster(DETAIL, TWIN_DETAIL), 2.5),
        most("Article, CPU ÷ incumbent", cheaper(DETAIL, TWIN_DETAIL), 0.4),
        least("Article, kept ÷ incumbent's", faster(DETAIL_KEPT, TWIN_DETAIL), 2.5),
    ]
    return "\n".join(["| aim | found | wanted | |", "| --- | ---: | ---: | --- |", *lines])
