from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from django.db import IntegrityError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from apps.content.events import CategoriesChanged
from apps.content.models import Category
from apps.content.models.category import DEEPEST, DEPTH_CHECK
from apps.content.repositories import MOST_CATEGORIES, CategoryRepository
from apps.events.bus import publish
from apps.events.unit_of_work import unit_of_work
from services.content.constraints import breaks_check
from services.content.naming import once
from services.errors import Conflict, Invalid, NotFound

MOST_FORMER: Final = 20  # addresses of a category that still lead to it


class CategoryService:
    """The tree of categories. Each change holds all of it: it is small, and changes seldom."""

    def __init__(self, categories: CategoryRepository | None = None) -> None:
        self.categories = categories or CategoryRepository()

    @unit_of_work()
    def create(self, *, parent_id: int | None = None, **values: Any) -> Category:
        tree = self.categories.held_tree()
        if len(tree) >= MOST_CATEGORIES:
            raise Conflict("too_many", _("There are as many categories as there may be."))
        category = Category(**values)
        category.slug = category.slug or slugify(category.name) or "category"
        parent = _parent(tree, parent_id)
        self._require_place(category, parent, tree)
        _place(category, parent)
        with once():
            category.save(force_insert=True)
        self._take_address(category, tree)
        publish(CategoriesChanged(category.pk))
        return category

    @unit_of_work()
    def update(self, *, category_id: int, **values: Any) -> Category:
        tree = self.categories.locked_tree()
        category = _found(tree, category_id)
        inside, slug = category.inside, category.slug
        if "parent_id" in values:
            parent = _parent(tree, values["parent_id"])
            self._require_place(category, parent, tree)
            _place(category, parent)
        for name, value in values.items():
            setattr(category, name, value)
        _remember(category, slug)
        with once(), bounded():
            category.save(update_fields=[*values, "former_slugs", "path", "updated_at"])
            if category.inside != inside:
                self.categories.move_below(category, inside_before=inside)
        if category.slug != slug:
            self._take_address(category, tree)
        publish(CategoriesChanged(category.pk))
        return category

    @unit_of_work()
    def delete(self, *, category_id: int) -> None:
        category = _found(self.categories.locked_tree(), category_id)
        if not self.categories.delete_empty(category):
            message = _("There are categories or articles in it: move them first.")
            raise Conflict("not_empty", message)
        publish(CategoriesChanged(category_id))

    def check(self, category: Category, parent_id: int | None) -> None:
        """Refuse a place that it cannot have, before it is moved there."""
        tree = self.categories.tree()
        self._require_place(category, _parent(tree, parent_id), tree)

    def _require_place(
        self, category: Category, parent: Category | None, tree: dict[int, Category]
    ) -> None:
        below = [
            row for row in tree.values() if category.pk and row.path.startswith(category.inside)
        ]
        if parent is not None and (parent == category or parent in below):
            message = _("A category cannot stand below itself.")
            raise Invalid("cycle", message, "parent")
        height = max((row.level - category.level for row in below), default=0)
        level = parent.level + 1 if parent else 1
        if level + height > DEEPEST:
            raise _too_deep()

    def _take_address(self, category: Category, tree: dict[int, Category]) -> None:
        """From those that had it once: it does not lead to them any more."""
        rows = [
            row for row in tree.values() if row != category and category.slug in row.former_slugs
        ]
        for row in rows:
            row.former_slugs.remove(category.slug)
        if rows:
            self.categories.save_former(rows)


@contextmanager
def bounded() -> Iterator[None]:
    """What somebody has put below it meanwhile does not get too deep either."""
    try:
        yield
    except IntegrityError as error:
        if not breaks_check(error, DEPTH_CHECK):
            raise
        raise _too_deep() from error


def _too_deep() -> Invalid:
    message = _("The tree has at most %(levels)d levels.") % {"levels": DEEPEST}
    return Invalid("too_deep", message, "parent")


def _remember(category: Category, slug: str) -> None:
    """`slug`, which it had until now. One that it has again is no former one."""
    former = [name for name in category.former_slugs if name not in (slug, category.slug)]
    if slug != category.slug:
        former.append(slug)
    category.former_slugs = former[-MOST_FORMER:]


def _place(category: Category, parent: Category | None) -> None:
    category.parent = parent
    category.path = parent.inside if parent else ""


def _found(tree: dict[int, Category], category_id: int) -> Category:
    if category_id not in tree:
        raise NotFound("not_found", _("There is no such category."))
    return tree[category_id]


def _parent(tree: dict[int, Category], parent_id: int | None) -> Category | None:
    if parent_id is None:
        return None
    if parent_id not in tree:
        raise Invalid("does_not_exist", _("There is no such category."), "parent")
    return tree[parent_id]
