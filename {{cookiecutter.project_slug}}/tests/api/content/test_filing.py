"""Categories and tags, as editors keep them."""

from typing import Any

import pytest

from apps.content.models import Category, Tag
from tests.client import Api
from tests.factories.content import ArticleFactory, CategoryFactory, TagFactory
from tests.queries import at_most

CATEGORIES = "/api/v1/editorial/categories/"
TAGS = "/api/v1/editorial/tags/"
PUBLIC = "/api/v1/categories/"
BUDGET = 6


def chain(length: int, parent: Category | None = None) -> list[Category]:
    """Each below the one before."""
    found: list[Category] = []
    for _ in range(length):
        parent = CategoryFactory.create(parent=parent)
        found.append(parent)
    return found


def paths() -> dict[str, str]:
    return dict(Category.objects.values_list("slug", "path"))


def test_a_category_is_made_below_another(editor_api: Api) -> None:
    (world,) = chain(1)

    with at_most(BUDGET):
        made = editor_api.post(CATEGORIES, {"name": "South Asia", "parent": world.pk})

    assert (made["slug"], made["parent"]) == ("south-asia", world.pk)
    assert paths()["south-asia"] == world.inside


def test_a_subtree_moves_as_one(editor_api: Api) -> None:
    top, middle, bottom = chain(3)
    (other,) = chain(1)

    with at_most(BUDGET):
        editor_api.patch(f"{CATEGORIES}{middle.pk}/", {"parent": other.pk})

    middle.refresh_from_db()
    assert middle.path == other.inside
    assert paths()[bottom.slug] == f"{other.inside}{middle.pk:08}/"
    assert paths()[top.slug] == ""

    editor_api.patch(f"{CATEGORIES}{middle.pk}/", {"parent": None, "name": "Free"})
    assert paths()[bottom.slug] == f"{middle.pk:08}/"
    assert Category.objects.get(pk=middle.pk).name == "Free"


@pytest.mark.parametrize("below", [0, 1, 2])
def test_nothing_stands_below_itself(editor_api: Api, below: int) -> None:
    tree = chain(3)
    before = paths()

    editor_api.patch(f"{CATEGORIES}{tree[0].pk}/", {"parent": tree[below].pk}, expect=400)

    assert editor_api.codes() == [("parent", "cycle")]
    assert paths() == before


def test_a_tree_has_six_levels(editor_api: Api) -> None:
    tree, (top, _) = chain(6), chain(2)

    editor_api.post(CATEGORIES, {"name": "Deeper", "parent": tree[-1].pk}, expect=400)
    assert editor_api.codes() == [("parent", "too_deep")]
    editor_api.patch(f"{CATEGORIES}{top.pk}/", {"parent": tree[4].pk}, expect=400)
    assert editor_api.codes() == [("parent", "too_deep")]
    editor_api.patch(f"{CATEGORIES}{top.pk}/", {"parent": tree[3].pk})


@pytest.mark.parametrize(
    ("given", "refusal"),
    [({"slug": "taken"}, (None, "taken")), ({"parent": 999_999}, ("parent", "does_not_exist"))],
)
def test_what_cannot_be(
    editor_api: Api, given: dict[str, Any], refusal: tuple[str | None, str]
) -> None:
    CategoryFactory.create(slug="taken")
    (other,) = chain(1)
    status = 409 if refusal[1] == "taken" else 400

    editor_api.post(CATEGORIES, {"name": "x", **given}, expect=status)
    first = editor_api.codes()
    editor_api.patch(f"{CATEGORIES}{other.pk}/", given, expect=status)

    assert first == editor_api.codes() == [refusal]
    assert Category.objects.count() == 2


def test_one_that_is_in_use_stays(editor_api: Api) -> None:
    full = CategoryFactory.create()
    ArticleFactory.create(category=full)
    above, _ = chain(2)

    for category in (full, above):
        editor_api.delete(f"{CATEGORIES}{category.pk}/", expect=409)
        assert editor_api.codes() == [(None, "not_empty")]
    ArticleFactory.create(category=CategoryFactory.create(slug="once")).delete()
    editor_api.delete(f"{CATEGORIES}{Category.objects.get(slug='once').pk}/", expect=409)
    with at_most(BUDGET):
        editor_api.delete(f"{CATEGORIES}{CategoryFactory.create().pk}/")

    assert Category.objects.count() == 4


def test_authors_file_but_do_not_keep_them(author_api: Api) -> None:
    tag = TagFactory.create()

    assert len(author_api.get(TAGS)["results"]) == 1
    author_api.post(TAGS, {"name": "x"}, expect=403)
    author_api.patch(f"{TAGS}{tag.pk}/", {"name": "x"}, expect=403)
    author_api.delete(f"{TAGS}{tag.pk}/", expect=403)
    author_api.post(CATEGORIES, {"name": "x"}, expect=403)

    assert list(Tag.objects.all()) == [tag]


def test_tags_are_made_renamed_and_deleted(editor_api: Api) -> None:
    with at_most(BUDGET):
        made = editor_api.post(TAGS, {"name": "Chess"})
    article = ArticleFactory.create(tags=[Tag.objects.get()])
    with at_most(BUDGET):
        renamed = editor_api.patch(f"{TAGS}{made['id']}/", {"name": "Go"})
    with at_most(BUDGET):
        editor_api.delete(f"{TAGS}{made['id']}/")

    assert (made["slug"], renamed["name"]) == ("chess", "Go")
    assert list(article.tags.all()) == []


def test_a_tag_has_its_name_alone_whatever_the_case(editor_api: Api) -> None:
    TagFactory.create(name="Chess")

    editor_api.post(TAGS, {"name": "chess"}, expect=409)

    assert editor_api.codes() == [(None, "taken")]


def rename(api: Api, category: Category, slug: str) -> None:
    api.patch(f"{CATEGORIES}{category.pk}/", {"slug": slug})


def found(api: Api, slug: str) -> str:
    """The slug that an address ends at."""
    api.get(f"{PUBLIC}{slug}/", expect=301)
    address = api.response["Location"]
    assert address.startswith(f"http://testserver{PUBLIC}")
    return str(api.get(address)["slug"])


def test_an_old_address_of_a_category_leads_to_it(editor_api: Api) -> None:
    category = CategoryFactory.create(slug="first")
    article = ArticleFactory.create(
        published=True, category=CategoryFactory.create(parent=category)
    )

    with at_most(BUDGET):
        rename(editor_api, category, "second")
    rename(editor_api, category, "third")

    reader = editor_api.anonymous()
    for slug in ("first", "second"):
        assert found(reader, slug) == "third"
        (row,) = reader.get("/api/v1/articles/", {"category": slug})["results"]
        assert row["slug"] == article.slug
        feed = reader.client.get(f"/feeds/categories/{slug}/atom/")
        assert (feed.status_code, feed["Location"]) == (301, "/feeds/categories/third/atom/")
    reader.get(f"{PUBLIC}never/", expect=404)


def test_a_redirect_is_asked_for_each_time(editor_api: Api) -> None:
    """Another category may take the address, so nobody keeps it for ever."""
    rename(editor_api, CategoryFactory.create(slug="first"), "second")

    editor_api.get(f"{PUBLIC}first/", expect=301)
    assert editor_api.response["Cache-Control"] == "private, no-cache"
    assert editor_api.client.get("/feeds/categories/first/rss/")["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("is_new", [True, False])
def test_an_old_address_belongs_to_who_takes_it(editor_api: Api, is_new: bool) -> None:
    before, other = CategoryFactory.create(slug="first"), CategoryFactory.create(slug="other")
    rename(editor_api, before, "second")

    if is_new:
        editor_api.post(CATEGORIES, {"name": "First"})
    else:
        rename(editor_api, other, "first")
    assert editor_api.get(f"{PUBLIC}first/")["slug"] == "first"
    rename(editor_api, Category.objects.get(slug="first"), "fourth")

    assert found(editor_api, "first") == "fourth"
    before.refresh_from_db()
    assert before.former_slugs == []


def test_a_category_that_takes_its_own_address_back(editor_api: Api) -> None:
    category = CategoryFactory.create(slug="first")
    rename(editor_api, category, "second")
    rename(editor_api, category, "first")

    assert editor_api.get(f"{PUBLIC}first/")["slug"] == "first"
    assert found(editor_api, "second") == "first"


def test_old_addresses_have_an_end(editor_api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.content.categories.MOST_FORMER", 2)
    category = CategoryFactory.create(slug="a")
    for slug in "bcd":
        rename(editor_api, category, slug)

    category.refresh_from_db()
    assert category.former_slugs == ["b", "c"]
    editor_api.get(f"{PUBLIC}a/", expect=404)


@pytest.mark.parametrize("path", [CATEGORIES, TAGS])
def test_what_is_not_there(editor_api: Api, path: str) -> None:
    editor_api.patch(f"{path}999999/", {"name": "x"}, expect=404)
    editor_api.delete(f"{path}999999/", expect=404)
