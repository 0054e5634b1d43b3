from datetime import datetime
from decimal import Decimal

from sqlalchemy import Column, DateTime, ForeignKey, Numeric, Table
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    type_annotation_map = {datetime: DateTime(timezone=True)}


class User(Base):
    __tablename__ = "auth_user"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str]
    email: Mapped[str]
    first_name: Mapped[str]
    last_name: Mapped[str]
    is_active: Mapped[bool]
    is_staff: Mapped[bool]
    date_joined: Mapped[datetime]


class Author(Base):
    __tablename__ = "articles_author"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    email: Mapped[str]


class Category(Base):
    __tablename__ = "articles_category"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    slug: Mapped[str]


class Tag(Base):
    __tablename__ = "articles_tag"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    slug: Mapped[str]


article_tags = Table(
    "articles_article_tags",
    Base.metadata,
    Column("article_id", ForeignKey("articles_article.id"), primary_key=True),
    Column("tag_id", ForeignKey("articles_tag.id"), primary_key=True),
)


class Article(Base):
    __tablename__ = "articles_article"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    slug: Mapped[str]
    summary: Mapped[str]
    status: Mapped[str]
    reading_minutes: Mapped[int]
    rating: Mapped[Decimal] = mapped_column(Numeric(3, 2))
    published_at: Mapped[datetime]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    author_id: Mapped[int] = mapped_column(ForeignKey("articles_author.id"))
    category_id: Mapped[int | None] = mapped_column(ForeignKey("articles_category.id"))
    author: Mapped[Author] = relationship()
    category: Mapped[Category | None] = relationship()
    tags: Mapped[list[Tag]] = relationship(secondary=article_tags, order_by=Tag.id)
