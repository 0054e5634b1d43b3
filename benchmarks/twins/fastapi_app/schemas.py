from datetime import datetime
from decimal import Decimal

from pydantic import BaseModel, ConfigDict


class Row(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: int


class AuthorOut(Row):
    name: str
    email: str


class CategoryOut(Row):
    name: str
    slug: str


class TagOut(Row):
    name: str
    slug: str


class ArticleOut(Row):
    title: str
    slug: str
    summary: str
    status: str
    reading_minutes: int
    rating: Decimal
    published_at: datetime
    created_at: datetime
    updated_at: datetime
    author: AuthorOut
    category: CategoryOut | None
    tags: list[TagOut]


class Page(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    count: int
    next: str | None
    previous: str | None
    results: list[ArticleOut]
