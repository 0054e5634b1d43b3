"""A small magazine, for who looks at the project for the first time."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.contrib.auth.models import Group
from django.utils import timezone

from apps.accounts.models import User
from apps.content.access import AUTHORS
from apps.content.models import Article, Category, Tag
from apps.content.models.comment import CommentState
from apps.events.unit_of_work import unit_of_work
from services.content.articles import ArticleService
from services.content.categories import CategoryService
from services.content.comments import CommentService
from services.content.readers import ReaderService
from services.content.tags import TagService
from services.content.workflow import WorkflowService

AUTHOR: Final = "ada@example.com"
TREE: Final = {"Guides": ("Databases", "Messages"), "News": ()}
TAGS: Final = ("indexes", "locks", "queues")
# Title, summary, category, tags, and the transitions that bring it to where it is.
ARTICLES: Final = (
    ("How an index is chosen", "Why a query reads a table though an index is there.",
     "Databases", ("indexes",), ("submit", "publish")),
    ("Two who write at once", "What a row lock waits for, and what it cannot see.",
     "Databases", ("locks", "indexes"), ("submit", "publish")),
    ("At least once", "What a consumer has to remember of each message.",
     "Messages", ("queues", "locks"), ("submit", "publish")),
    ("We are open", "What to expect of these pages.", "News", (), ("submit", "publish")),
    ("Dead letters", "Where a message goes that nobody can read.",
     "Messages", ("queues",), ("submit", "schedule")),
    ("A partial index", "An index of the few rows that are asked for.",
     "Databases", ("indexes",), ("submit",)),
    ("Notes on vacuum", "Not more than notes.", "Databases", (), ()),
)  # fmt: skip


@unit_of_work()
def make(editor: User) -> bool:
    """Whether it was made: not where somebody has begun to write. By a superuser, all or nothing."""
    if any(rows.exists() for rows in (Article.all_objects, Category.objects, Tag.objects)):
        return False
    author = _author()
    categories, tags = _categories(), {name: TagService().create(name=name).pk for name in TAGS}
    for title, summary, category, named, transitions in ARTICLES:
        article = ArticleService().create(
            by=author,
            title=title,
            summary=summary,
            body=f"<h2>{title}</h2><p>{summary}</p><p>Write the rest in the admin.</p>",
            category_id=categories[category],
            tags=[tags[name] for name in named],
        )
        for transition in transitions:
            _move(article.pk, transition, author, editor)
        if "publish" in transitions:
            _read(article.slug, author, editor)
    return True


def _author() -> User:
    """Who logs in only after staff has given a password."""
    found = User.objects.filter(email=AUTHOR).first()
    author = found or User.objects.create_user(AUTHOR, email_verified_at=timezone.now())
    if found is None:
        author.profile.display_name = "Ada"
        author.profile.save()
    author.groups.add(Group.objects.get(name=AUTHORS))
    return author


def _categories() -> dict[str, int]:
    made: dict[str, int] = {}
    for name, below in TREE.items():
        made[name] = CategoryService().create(name=name).pk
        for child in below:
            made[child] = CategoryService().create(name=child, parent_id=made[name]).pk
    return made


def _move(article_id: UUID, transition: str, author: User, editor: User) -> None:
    told = {"publish_at": timezone.now() + timedelta(days=7)} if transition == "schedule" else {}
    WorkflowService().move(
        by=author if transition == "submit" else editor,
        article_id=article_id,
        transition=transition,
        revision=None,
        **told,
    )


def _read(slug: str, author: User, editor: User) -> None:
    """A comment with an answer, one that waits for a moderator, and reactions."""
    comments, readers = CommentService(), ReaderService()
    first = comments.write(by=editor, slug=slug, body="What happens with two indexes?")
    comments.moderate(comment_id=first.pk, state=CommentState.APPROVED)
    answer = comments.write(by=author, slug=slug, body="The next part tells.", parent_id=first.pk)
    comments.moderate(comment_id=answer.pk, state=CommentState.APPROVED)
    comments.write(by=editor, slug=slug, body="When does it come?")
    readers.react(by=editor, slug=slug, kind="like")
    readers.react(by=author, slug=slug, kind="insightful")
    readers.bookmark(by=editor, slug=slug)
    readers.share(slug=slug, channel="link")
