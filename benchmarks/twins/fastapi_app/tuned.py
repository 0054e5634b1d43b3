"""The page as someone would write it who has measured: plain columns, bytes, no response model."""

from collections import defaultdict
from typing import Annotated, Any

import orjson
from fastapi import Depends, FastAPI, Query, Request, Response
from sqlalchemy import Row, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from fastapi_app.database import get_session
from fastapi_app.models import Article, Author, Category, Tag, article_tags
from fastapi_app.pages import PAGE_SIZE, neighbours
from fastapi_app.security import current_user

app = FastAPI()

ARTICLES = (
    select(
        *Article.__table__.c,
        Author.name,
        Author.email,
        Category.name.label("category_name"),
        Category.slug.label("category_slug"),
    )
    .join(Author, Article.author_id == Author.id)
    .outerjoin(Category, Article.category_id == Category.id)
    .order_by(Article.id.desc())
    .limit(PAGE_SIZE)
)
TAGS = (
    select(article_tags.c.article_id, Tag.id, Tag.name, Tag.slug)
    .join(Tag, article_tags.c.tag_id == Tag.id)
    .order_by(Tag.id)
)
COUNT = select(func.count()).select_from(Article)


@app.get("/api/v1/articles/", dependencies=[Depends(current_user)])
async def list_articles(
    request: Request,
    session: Annotated[AsyncSession, Depends(get_session)],
    page: Annotated[int, Query(ge=1)] = 1,
) -> Response:
    count = await session.scalar(COUNT) or 0
    rows = (await session.execute(ARTICLES.offset((page - 1) * PAGE_SIZE))).all()
    tags = defaultdict(list)
    chosen = TAGS.where(article_tags.c.article_id.in_([row.id for row in rows]))
    for article_id, tag_id, name, slug in await session.execute(chosen):
        tags[article_id].append({"id": tag_id, "name": name, "slug": slug})
    following, preceding = neighbours(request, page, count)
    body = {
        "count": count,
        "next": following,
        "previous": preceding,
        "results": [article(row, tags[row.id]) for row in rows],
    }
    return Response(orjson.dumps(body, option=orjson.OPT_UTC_Z), media_type="application/json")


def article(row: Row[Any], tags: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": row.id,
        "title": row.title,
        "slug": row.slug,
        "summary": row.summary,
        "status": row.status,
        "reading_minutes": row.reading_minutes,
        "rating": str(row.rating),
        "published_at": row.published_at,
        "created_at": row.created_at,
        "updated_at": row.updated_at,
        "author": {"id": row.author_id, "name": row.name, "email": row.email},
        "category": row.category_id
        and {"id": row.category_id, "name": row.category_name, "slug": row.category_slug},
        "tags": tags,
    }
