"""The tree of categories, as it is asked for by every list that is narrowed to one of them."""

from apps.content.caching import CATEGORIES
from apps.content.repositories import CategoryRepository
from apps.content.repositories.articles import Subtree
from apps.core.caching import get_or_compute, versioned_key


def ids_below(slug: str) -> tuple[int, ...]:
    """Of a category and of all below it; none where there is no such category."""
    found = _subtrees().get(slug)
    return found.ids if found else ()


def moved_to(slug: str) -> str | None:
    """The present slug of the category that once had this one."""
    found = _subtrees().get(slug)
    return found.slug if found and found.slug != slug else None


def _subtrees() -> dict[str, Subtree]:
    found: dict[str, Subtree] = get_or_compute(
        versioned_key("content.subtrees"),
        CategoryRepository().subtrees,
        timeout=600,
        tags=[CATEGORIES],
    )
    return found
