"""The page as the template that FastAPI's author ships would have it: SQLModel, sync, psycopg."""

import os
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

import jwt
from fastapi import Depends, FastAPI, HTTPException, Query, Request, status
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy.orm import joinedload, selectinload
from sqlmodel import Field, Relationship, Session, SQLModel, create_engine, func, select

from fastapi_app.pages import PAGE_SIZE, neighbours

ADDRESS = os.environ["BENCH_DATABASE_URL"].replace("postgres://", "postgresql+psycopg://", 1)
SCHEMA = os.environ["BENCH_SCHEMA"]
engine = create_engine(ADDRESS, connect_args={"options": f"-csearch_path={SCHEMA},public"})
app = FastAPI()


class User(SQLModel, table=True):
    __tablename__ = "auth_user"

    id: int = Field(primary_key=True)
    username: str
    email: str
    first_name: str
    last_name: str
    is_active: bool
    is_staff: bool
    date_joined: datetime


class AuthorBase(SQLModel):
    id: int = Field(primary_key=True)
    name: str
    email: str


class Author(AuthorBase, table=True):
    __tablename__ = "articles_author"


class LabelBase(SQLModel):
    id: int = Field(primary_key=True)
    name: str
    slug: str


class Category(LabelBase, table=True):
    __tablename__ = "articles_category"


class ArticleTag(SQLModel, table=True):
    __tablename__ = "articles_article_tags"

    article_id: int = Field(primary_key=True, foreign_key="articles_article.id")
    tag_id: int = Field(primary_key=True, foreign_key="articles_tag.id")


class Tag(LabelBase, table=True):
    __tablename__ = "articles_tag"


class ArticleBase(SQLModel):
    id: int = Field(primary_key=True)
    title: str
    slug: str
    summary: str
    status: str
    reading_minutes: int
    rating: Decimal
    published_at: datetime
    created_at: datetime
    updated_at: datetime


class Article(ArticleBase, table=True):
    __tablename__ = "articles_article"

    author_id: int = Field(foreign_key="articles_author.id")
    category_id: int | None = Field(foreign_key="articles_category.id")
    author: Author = Relationship()
    category: Category | None = Relationship()
    tags: list[Tag] = Relationship(
        link_model=ArticleTag, sa_relationship_kwargs={"order_by": "Tag.id"}
    )


class ArticlePublic(ArticleBase):
    author: AuthorBase
    category: LabelBase | None
    tags: list[LabelBase]


class ArticlesPublic(SQLModel):
    count: int
    next: str | None
    previous: str | None
    results: list[ArticlePublic]


def get_session() -> Iterator[Session]:
    with Session(engine) as session:
        yield session


SessionDep = Annotated[Session, Depends(get_session)]
Credentials = Annotated[HTTPAuthorizationCredentials, Depends(HTTPBearer())]


def current_user(session: SessionDep, credentials: Credentials) -> User:
    key = os.environ["BENCH_SIGNING_KEY"]
    try:
        claims = jwt.decode(credentials.credentials, key, algorithms=["HS256"])
    except jwt.InvalidTokenError as error:
        raise HTTPException(status.HTTP_403_FORBIDDEN, "Could not validate") from error
    user = session.get(User, int(claims["user_id"]))
    if not user:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "User not found")
    if not user.is_active:
        raise HTTPException(status.HTTP_400_BAD_REQUEST, "Inactive user")
    return user


@app.get("/api/v1/articles/", response_model=ArticlesPublic, dependencies=[Depends(current_user)])
def list_articles(
    request: Request, session: SessionDep, page: Annotated[int, Query(ge=1)] = 1
) -> Any:
    count = session.exec(select(func.count()).select_from(Article)).one()
    rows = session.exec(
        select(Article)
        .options(
            joinedload(Article.author), joinedload(Article.category), selectinload(Article.tags)
        )
        .order_by(Article.id.desc())
        .offset((page - 1) * PAGE_SIZE)
        .limit(PAGE_SIZE)
    ).all()
    following, preceding = neighbours(request, page, count)
    return {"count": count, "next": following, "previous": preceding, "results": rows}
