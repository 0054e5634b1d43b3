from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.content.models import Article
from apps.content.repositories import Admission, ArticleRepository
from services.errors import Forbidden, NotFound


def enter(
    articles: ArticleRepository,
    by: User,
    article_id: UUID,
    values: dict[str, Any] | None = None,
    *,
    former: int = 0,
) -> tuple[Article, Admission]:
    """The article, locked, with what `by` may do: for a caller who is in a transaction.

    With `former` it comes with the text of that revision, as `former_title` and so on.
    Who writes and does not edit knows of their own articles alone. Who does neither is refused.
    """
    found = articles.locked_for(by, article_id, values or {}, former=former)
    if found is None:
        raise NotFound("not_found", _("There is no such article."))
    article, admission = found
    if admission.may_edit or admission.may_publish:
        return article, admission
    if not admission.may_write:
        raise Forbidden("permission_denied", _("You may not write articles."))
    if article.author_id != by.pk:
        raise NotFound("not_found", _("There is no such article."))
    return article, admission
