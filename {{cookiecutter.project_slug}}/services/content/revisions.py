from difflib import unified_diff
from uuid import UUID

from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.content import richtext
from apps.content.models import Article, Revision
from apps.content.models.revision import TEXT
from apps.content.repositories import ArticleRepository, RevisionRepository
from apps.events.unit_of_work import unit_of_work
from services.content.articles import ArticleService, require_changeable
from services.content.entering import enter
from services.errors import NotFound


class RevisionService:
    def __init__(
        self,
        articles: ArticleRepository | None = None,
        revisions: RevisionRepository | None = None,
    ) -> None:
        self.articles = articles or ArticleRepository()
        self.revisions = revisions or RevisionRepository()
        self.writing = ArticleService(self.articles, self.revisions)

    @unit_of_work()
    def restore(self, *, by: User, article_id: UUID, number: int) -> Article:
        """The text of an earlier revision becomes a new one. Where it is filed stays."""
        article, admission = enter(self.articles, by, article_id, former=number)
        require_changeable(article, by, admission)
        text = {name: getattr(article, f"former_{name}") for name in TEXT}
        if text["title"] is None:
            raise NotFound("not_found", _("There is no such revision."))
        self.writing.write(article, by=by, values=text, restored_from=number)
        return article


def difference(before: Revision, after: Revision) -> dict[str, list[str]]:
    """What has changed, by field, as the lines of a unified diff; of the body, its text."""
    return {
        name: lines
        for name in TEXT
        if (lines := _lines(name, getattr(before, name), getattr(after, name)))
    }


def _lines(name: str, before: str, after: str) -> list[str]:
    if before == after:
        return []
    if name == "body":
        before, after = richtext.by_blocks(before), richtext.by_blocks(after)
    return list(unified_diff(before.splitlines(), after.splitlines(), lineterm=""))[2:]
