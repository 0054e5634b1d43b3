"""What becomes of an author's and reader's things when their account goes."""

from apps.accounts.models import User
from apps.content.repositories import ArticleRepository, CommentRepository


def obstacle(user: User) -> str | None:
    """None: what is published can do without them."""


def leave(user: User) -> None:
    """Drafts that nobody else has seen go, and so does what was said. The rest loses its author."""
    ArticleRepository().forget(user)
    CommentRepository().forget(user)
