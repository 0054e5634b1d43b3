"""The tree of categories, as it is asked for by every list that is narrowed to one of them."""

from apps.content.caching import CATEGORIES
from apps.content.repositories import CategoryRepository
from apps.core.caching import get_or_compute, versioned_key


def ids_below(slug: str) -> tuple[int, ...]:
    """Of a category and of all below it; none where there is no such category."""
    found: dict[str, tuple[int, ...]] = get_or_compute(
        versioned_key("content.tree"), CategoryRepository().subtrees, timeout=600, tags=[CATEGORIES]
    )
    return found.get(slug, ())
