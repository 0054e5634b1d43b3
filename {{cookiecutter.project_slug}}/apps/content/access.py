"""Who may do what with articles. Roles hold permissions of the whole site: docs/permissions.md."""

from typing import Any, Final

from django.db.models import Q, QuerySet

from apps.accounts.models import User
from apps.accounts.permissions import holds
from apps.content.models import Article
from apps.content.workflow import EDIT, PUBLISH, WRITE

AUTHORS: Final = "Authors"  # write articles of their own, and hand them in
EDITORS: Final = "Editors"  # edit, approve and publish everybody's, and keep categories and tags

MODERATORS: Final = "Moderators"  # decide which comments readers see
MODERATE: Final = "content.moderate_comment"

LOOK: Final = tuple(
    f"content.view_{model}" for model in ("article", "category", "media", "revision", "tag")
)
ROLES: Final = {
    AUTHORS: (*LOOK, WRITE, "content.add_media"),
    EDITORS: (
        *LOOK,
        *(
            f"content.{verb}_{model}"
            for model in ("article", "category", "media", "tag")
            for verb in ("add", "change", "delete")
        ),
        PUBLISH,
    ),
    MODERATORS: ("content.view_article", "content.view_comment", MODERATE),
}

# Annotations of a row that is about to be written: what who asks may do.
MAY: Final = {"may_write": WRITE, "may_edit": EDIT, "may_publish": PUBLISH}


def what_may(user: User) -> dict[str, Any]:
    return {name: holds(user, permission) for name, permission in MAY.items()}


def within_reach(rows: QuerySet[Article], user: User, held: frozenset[str]) -> QuerySet[Article]:
    """All of them for editors, and for who writes, the own ones."""
    return rows if held & {EDIT, PUBLISH} else rows.filter(Q(author=user))
