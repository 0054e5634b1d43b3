"""A database of our own: made, filled and dropped, whatever happens meanwhile."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg

ARTICLES = 10_000

ROWS = """
INSERT INTO articles_author (id, name, email)
SELECT n, 'Author Number ' || n, 'author-' || n || '@example.org' FROM generate_series(1, 200) n;

INSERT INTO articles_category (id, name, slug)
SELECT n, 'Category Number ' || n, 'category-' || n FROM generate_series(1, 20) n;

INSERT INTO articles_tag (id, name, slug)
SELECT n, 'Tag ' || n, 'tag-' || n FROM generate_series(1, 50) n;

INSERT INTO articles_article (
    id, title, slug, summary, status, reading_minutes, rating,
    published_at, created_at, updated_at, author_id, category_id
)
SELECT n,
       'Article number ' || n,
       'article-' || n,
       rtrim(repeat('Naïve words about no. ' || n || '. ', 4)),
       CASE WHEN n % 7 = 0 THEN 'draft' ELSE 'published' END,
       n % 30 + 1,
       (n % 500) / 100.0,
       timestamptz '2024-01-01 00:00:00+00' + n * interval '1 hour',
       timestamptz '2024-01-01 00:00:00+00' + n * interval '61 minutes',
       timestamptz '2024-01-01 00:00:00.123456+00' + n * interval '62 minutes',
       n % 200 + 1,
       CASE WHEN n % 10 = 0 THEN NULL ELSE n % 20 + 1 END
FROM generate_series(1, %(articles)s) n;

INSERT INTO articles_article_tags (article_id, tag_id)
SELECT n, (n * step) % 50 + 1
FROM generate_series(1, %(articles)s) n, unnest(ARRAY[1, 3, 7]) step
ON CONFLICT DO NOTHING;
"""

# As autovacuum leaves it within a minute, which would else be one of the rounds.
SETTLED = "VACUUM ANALYZE"


@contextmanager
def fresh(server: str, *, schema: str) -> Iterator[str]:
    """The address of an empty database with ``schema`` beside its public one."""
    name = f"bench_{os.getpid()}"
    address = urlsplit(server)._replace(path=f"/{name}").geturl()
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            with psycopg.connect(address) as inside:
                inside.execute(f'CREATE SCHEMA "{schema}"')
            yield address
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def fill(address: str, rows: str = ROWS) -> None:
    with psycopg.connect(address) as connection:
        for statement in rows.replace("%(articles)s", str(ARTICLES)).split(";\n"):
            if statement.strip():
                connection.execute(statement)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(SETTLED)
