import datetime as dt
from typing import Any

import factory

from tests.factories.accounts import UserFactory
from tests.library.models import Article, Author, Category, Comment, Note, Portrait, Tag


class AuthorFactory(factory.django.DjangoModelFactory[Author]):
    class Meta:
        model = Author

    name = factory.Sequence(lambda number: f"Author {number:03}")
    email = factory.LazyAttribute(
        lambda author: f"{author.name.replace(' ', '.').lower()}@acme.test"
    )


class PortraitFactory(factory.django.DjangoModelFactory[Portrait]):
    class Meta:
        model = Portrait

    author = factory.SubFactory(AuthorFactory)
    painter = "Vermeer"


class CategoryFactory(factory.django.DjangoModelFactory[Category]):
    class Meta:
        model = Category

    name = factory.Sequence(lambda number: f"Category {number:03}")
    slug = factory.Sequence(lambda number: f"category-{number:03}")


class TagFactory(factory.django.DjangoModelFactory[Tag]):
    class Meta:
        model = Tag

    name = factory.Sequence(lambda number: f"tag {number:03}")


class ArticleFactory(factory.django.DjangoModelFactory[Article]):
    class Meta:
        model = Article
        skip_postgeneration_save = True

    class Params:
        published = factory.Trait(
            status=Article.Status.PUBLISHED,
            published_at=dt.datetime(2026, 11, 23, 10, 30, tzinfo=dt.UTC),
        )

    title = factory.Sequence(lambda number: f"Article {number:03}")
    body = "Once upon a time"
    author = factory.SubFactory(AuthorFactory)
    category = factory.SubFactory(CategoryFactory)

    @factory.post_generation  # type: ignore[untyped-decorator]
    def tags(self: Any, create: bool, extracted: list[Tag] | None, **kwargs: Any) -> None:
        if extracted:
            self.tags.set(extracted)


class CommentFactory(factory.django.DjangoModelFactory[Comment]):
    class Meta:
        model = Comment

    article = factory.SubFactory(ArticleFactory)
    text = factory.Sequence(lambda number: f"Comment {number:03}")


class NoteFactory(factory.django.DjangoModelFactory[Note]):
    class Meta:
        model = Note

    owner = factory.SubFactory(UserFactory)
    title = factory.Sequence(lambda number: f"Note {number:03}")
