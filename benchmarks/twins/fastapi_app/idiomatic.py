"""The page as FastAPI's and SQLAlchemy's documentation teach it."""

from typing import Annotated, Any

from fastapi import Depends, FastAPI, Query, Request
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload, selectinload

from fastapi_app.database import get_session
from fastapi_app.models import Article
from fastapi_app.pages import PAGE_SIZE, neighbours
from fastapi_app.schemas import Page
from fastapi_app.security import current_user

app = FastAPI()


@app.get("/api/v1/articles/", response_model=Page, dependencies=[Depends(current_user)])
async def list_articles(
    request: Request,
    session: Annotated[AsyncSession, Depends(get_session)],
    page: Annotated[int, Query(ge=1)] = 1,
) -> Any:
    count = await session.scalar(select(func.count()).select_from(Article)) or 0
    rows = await session.scalars(
        select(Article)
        .options(
            joinedload(Article.author), joinedload(Article.category), selectinload(Article.tags)
        )
        .order_by(Article.id.desc())
        .offset((page - 1) * PAGE_SIZE)
        .limit(PAGE_SIZE)
    )
    following, preceding = neighbours(request, page, count)
    return {"count": count, "next": following, "previous": preceding, "results": rows.all()}
