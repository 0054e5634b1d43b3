from datetime import timedelta
from typing import Any

import factory
from django.contrib.auth.models import Group
from django.utils import timezone

from apps.accounts.models import User
from apps.content.access import AUTHORS, EDITORS, MODERATORS
from apps.content.models import Article, Bookmark, Category, Comment, Media, Revision, Status, Tag
from apps.content.models.comment import CommentState
from apps.content.models.media import MediaState
from apps.content.repositories import RevisionRepository
from tests.factories.accounts import UserFactory


def with_role(name: str, **values: Any) -> User:
    user = UserFactory.create(**values)
    user.groups.add(Group.objects.get(name=name))
    return user


def an_author(**values: Any) -> User:
    return with_role(AUTHORS, **values)


def an_editor(**values: Any) -> User:
    return with_role(EDITORS, **values)


def a_moderator(**values: Any) -> User:
    return with_role(MODERATORS, **values)


class CategoryFactory(factory.django.DjangoModelFactory[Category]):
    class Meta:
        model = Category

    name = factory.Sequence(lambda number: f"Category {number:03}")
    slug = factory.Sequence(lambda number: f"category-{number:03}")
    path = factory.LazyAttribute(lambda row: row.parent.inside if row.parent else "")
    parent = None


class TagFactory(factory.django.DjangoModelFactory[Tag]):
    class Meta:
        model = Tag

    name = factory.Sequence(lambda number: f"tag {number:03}")
    slug = factory.Sequence(lambda number: f"tag-{number:03}")


class ArticleFactory(factory.django.DjangoModelFactory[Article]):
    """A draft, with its first revision."""

    class Meta:
        model = Article
        skip_postgeneration_save = True

    class Params:
        in_review = factory.Trait(status=Status.REVIEW)
        scheduled = factory.Trait(
            status=Status.SCHEDULED,
            publish_at=factory.LazyFunction(lambda: timezone.now() + timedelta(hours=1)),
        )
        published = factory.Trait(
            status=Status.PUBLISHED, published_at=factory.LazyFunction(timezone.now)
        )
        archived = factory.Trait(
            status=Status.ARCHIVED, published_at=factory.LazyFunction(timezone.now)
        )

    author = factory.LazyFunction(an_author)
    byline = "Ada"
    title = factory.Sequence(lambda number: f"Article {number:03}")
    slug = factory.Sequence(lambda number: f"article-{number:03}")
    summary = "What it is about."
    body = "<p>Once upon a time.</p>"
    reading_minutes = 1

    @factory.post_generation  # type: ignore[untyped-decorator]
    def tags(self: Any, create: bool, extracted: list[Tag] | None, **_: Any) -> None:
        if extracted:
            self.tags.set(extracted)

    @factory.post_generation  # type: ignore[untyped-decorator]
    def first_revision(self: Any, create: bool, extracted: object, **_: Any) -> None:
        RevisionRepository().keep(self, by=self.author)


class MediaFactory(factory.django.DjangoModelFactory[Media]):
    """One that is ready, without files."""

    class Meta:
        model = Media

    name = factory.Sequence(lambda number: f"picture-{number:03}.png")
    state = MediaState.READY
    width = 40
    height = 30
    thumbnail = card = full = "content/x/full.webp"


class CommentFactory(factory.django.DjangoModelFactory[Comment]):
    class Meta:
        model = Comment

    class Params:
        approved = factory.Trait(state=CommentState.APPROVED)

    article = factory.SubFactory(ArticleFactory, published=True)
    author = factory.SubFactory(UserFactory)
    byline = "Grace"
    body = "Well said."


class BookmarkFactory(factory.django.DjangoModelFactory[Bookmark]):
    class Meta:
        model = Bookmark

    article = factory.SubFactory(ArticleFactory, published=True)
    user = factory.SubFactory(UserFactory)


class RevisionFactory(factory.django.DjangoModelFactory[Revision]):
    class Meta:
        model = Revision

    article = factory.SubFactory(ArticleFactory)
    number = factory.Sequence(lambda number: number + 2)
    title = "As it was"
