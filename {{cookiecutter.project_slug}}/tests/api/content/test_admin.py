from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from apps.accounts.models import User
from apps.content.admin import ArticleAdmin, CategoryAdmin
from apps.content.models import Article, Category, Status, Tag
from tests.factories.content import (
    ArticleFactory,
    CategoryFactory,
    TagFactory,
    an_author,
    an_editor,
)

pytestmark = pytest.mark.django_db

LIST = reverse("admin:content_article_changelist")
FORM: dict[str, Any] = {
    "title": "On chess",
    "slug": "",
    "summary": "",
    "byline": "",
    "category": "",
    "tags": [],
    "cover": "",
    "preview_image": "",
    "seo_title": "",
    "seo_description": "",
    "seo_keywords": "",
    "canonical_url": "",
    "revisions-TOTAL_FORMS": "0",
    "revisions-INITIAL_FORMS": "0",
}


def page(article: Article) -> str:
    return reverse("admin:content_article_change", args=[article.pk])


@pytest.fixture
def editor(client: Client) -> User:
    user = an_editor(staff=True)
    client.force_login(user)
    return user


@pytest.fixture
def author(client: Client) -> User:
    user = an_author(staff=True)
    client.force_login(user)
    return user


def act(client: Client, name: str, *rows: Any, address: str = LIST) -> list[str]:
    """What the page says afterwards."""
    answer = client.post(
        address, {"action": name, "_selected_action": [row.pk for row in rows], "post": "yes"}
    )
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_an_article_is_written(client: Client, editor: User) -> None:
    tag = TagFactory.create()
    form = {**FORM, "body": '<p onclick="x">Check.</p>', "tags": [tag.pk]}

    answer = client.post(reverse("admin:content_article_add"), form)

    assert answer.status_code == 302
    article = Article.objects.get()
    assert (article.author, article.slug, article.body) == (editor, "on-chess", "<p>Check.</p>")
    assert list(article.tags.all()) == [tag]
    assert article.revisions.count() == 1


def test_a_change_is_a_revision(client: Client, editor: User) -> None:
    article = ArticleFactory.create(published=True)

    client.post(page(article), {**FORM, "slug": article.slug, "body": "<p>New.</p>"})

    article.refresh_from_db()
    assert (article.title, article.revision) == ("On chess", 2)
    shown = client.get(page(article)).content.decode()
    assert "django_prose_editor/editor" in shown
    assert 'type="importmap"' in shown


def test_authors_write_their_own_drafts_alone(client: Client, author: User) -> None:
    own = ArticleFactory.create(author=author)
    handed_in = ArticleFactory.create(author=author, in_review=True)
    other = ArticleFactory.create()
    form = {**FORM, "slug": own.slug, "body": "<p>New.</p>"}

    assert client.post(page(own), form).status_code == 302
    assert client.post(page(handed_in), form).status_code == 403
    assert client.post(page(other), form).status_code == 302  # it is not there, says the list

    assert [row.title for row in (own, handed_in, other) if row.title == "On chess"] == []
    assert Article.objects.get(title="On chess") == own


def test_articles_are_approved_and_archived(client: Client, editor: User) -> None:
    ready, draft = ArticleFactory.create(in_review=True), ArticleFactory.create(title="Not yet")

    said = act(client, "publish", ready, draft)

    assert sorted(Article.objects.values_list("status", flat=True)) == ["draft", "published"]
    assert said == ["Not yet: Its status is “Draft”, and not “In review”.", "1 article changed."]
    act(client, "archive", ready)
    assert Article.objects.get(pk=ready.pk).status == Status.ARCHIVED


def test_a_list_does_not_query_for_each_row(
    client: Client, editor: User, django_assert_num_queries: Any
) -> None:
    ArticleFactory.create_batch(2, category=CategoryFactory.create())
    client.get(LIST)
    with django_assert_num_queries(9):
        client.get(LIST)
    for _ in range(9):
        ArticleFactory.create(category=CategoryFactory.create())

    with django_assert_num_queries(9):
        client.get(LIST)


def test_they_are_exported(client: Client, editor: User) -> None:
    article = ArticleFactory.create(title="Mate", byline="=cmd()")

    answer: Any = client.post(LIST, {"action": "export_csv", "_selected_action": [article.pk]})

    text = b"".join(answer.streaming_content).decode()
    assert text.splitlines()[0] == "id,slug,title,byline,category__name,status,published_at"
    assert "Mate,'=cmd(),,draft," in text


def test_what_readers_see_is_not_deleted(client: Client, editor: User) -> None:
    draft, public = ArticleFactory.create(), ArticleFactory.create(published=True)

    act(client, "delete_selected", draft, public)
    assert Article.objects.count() == 2
    act(client, "delete_selected", draft)

    assert list(Article.objects.all()) == [public]
    assert client.post(reverse("admin:content_article_delete", args=[public.pk])).status_code == 403


def errors(answer: Any) -> dict[str, list[str]]:
    """What the page says, by field."""
    assert answer.status_code == 200
    return dict(answer.context["adminform"].form.errors)


@pytest.mark.parametrize("is_new", [True, False])
def test_an_address_that_is_taken_is_an_error_of_its_field(
    client: Client, editor: User, is_new: bool
) -> None:
    """Django's own check leaves it out: it does not know that the article is not deleted."""
    ArticleFactory.create(slug="mine")
    other = ArticleFactory.create(title="Before")
    address = reverse("admin:content_article_add") if is_new else page(other)

    answer = client.post(address, {**FORM, "slug": "mine", "body": "<p>x</p>"})

    assert errors(answer) == {"slug": ["Another article has this address."]}
    assert sorted(Article.objects.values_list("slug", flat=True)) == sorted(["mine", other.slug])
    assert not LogEntry.objects.exists()


def taken_meanwhile(monkeypatch: pytest.MonkeyPatch, model: type[Category | Tag]) -> None:
    """Somebody else has saved the same between the form's look and our writing."""
    monkeypatch.setattr(model, "validate_unique", lambda *_, **__: None)
    monkeypatch.setattr(model, "validate_constraints", lambda *_, **__: None)


@pytest.mark.parametrize("is_new", [True, False])
def test_an_address_of_a_category_that_somebody_takes_at_the_same_moment(
    client: Client, editor: User, monkeypatch: pytest.MonkeyPatch, is_new: bool
) -> None:
    CategoryFactory.create(slug="world")
    other = CategoryFactory.create()
    name = "admin:content_category_add" if is_new else "admin:content_category_change"
    taken_meanwhile(monkeypatch, Category)

    answer = client.post(
        reverse(name, args=[] if is_new else [other.pk]),
        {"name": "World", "slug": "world", "description": "", "parent": ""},
    )

    assert errors(answer) == {"slug": ["Another one has this name or address."]}
    assert Category.objects.filter(slug="world").count() == 1


@pytest.mark.parametrize("is_new", [True, False])
def test_a_tag_that_somebody_makes_at_the_same_moment(
    client: Client, editor: User, monkeypatch: pytest.MonkeyPatch, is_new: bool
) -> None:
    TagFactory.create(name="Chess", slug="chess")
    other = TagFactory.create(name="Go")
    name = "admin:content_tag_add" if is_new else "admin:content_tag_change"
    taken_meanwhile(monkeypatch, Tag)

    answer = client.post(
        reverse(name, args=[] if is_new else [other.pk]), {"name": "chess", "slug": "other"}
    )

    assert errors(answer) == {"__all__": ["Another one has this name or address."]}
    assert sorted(Tag.objects.values_list("name", flat=True)) == ["Chess", "Go"]


def test_an_article_that_is_archived_at_the_same_moment(
    client: Client, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = ArticleFactory.create(archived=True)
    monkeypatch.setattr(ArticleAdmin, "has_change_permission", lambda *_: True)

    answer = client.post(page(article), {**FORM, "body": "<p>x</p>"})

    assert errors(answer) == {"__all__": ["It is not a draft any more: Archived."]}
    assert article.revisions.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_category_that_is_deleted_at_the_same_moment(
    client: Client, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database says so when the transaction ends, which surrounds the page."""
    article, category = ArticleFactory.create(), CategoryFactory.create()

    def somebody_else(_: object) -> None:
        rows = Category.objects.filter(pk=category.pk)
        rows._raw_delete(rows.db)

    monkeypatch.setattr("services.content.articles.publish", somebody_else)

    answer = client.post(
        page(article), {**FORM, "slug": article.slug, "body": "x", "category": category.pk}
    )

    said = ["What it was to be filed under has just been deleted."]
    assert errors(answer) == {"__all__": said}
    article.refresh_from_db()
    assert (article.category, article.revision) == (None, 1)


def test_a_category_that_is_filled_at_the_same_moment(
    client: Client, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty, full = CategoryFactory.create_batch(2)
    ArticleFactory.create(category=full)
    monkeypatch.setattr(CategoryAdmin, "get_deleted_objects", lambda *_: ([], {}, set(), []))

    said = act(
        client, "delete_selected", empty, full, address=reverse("admin:content_category_changelist")
    )

    assert f"{full}: There are categories or articles in it: move them first." in said
    assert list(Category.objects.all()) == [full]


def test_categories_are_kept(client: Client, editor: User) -> None:
    top = CategoryFactory.create()
    below = CategoryFactory.create(parent=top)
    form = {"name": "World", "slug": "world", "description": "", "parent": below.pk}
    add = reverse("admin:content_category_add")

    assert client.post(add, form).status_code == 302
    refused = client.post(
        reverse("admin:content_category_change", args=[top.pk]), {**form, "slug": "x"}
    )

    assert Category.objects.get(slug="world").path == below.inside
    assert refused.context["errors"] == [["A category cannot stand below itself."]]


def test_tags_are_kept(client: Client, editor: User) -> None:
    client.post(reverse("admin:content_tag_add"), {"name": "Chess", "slug": "chess"})
    tag = Tag.objects.get()
    change = reverse("admin:content_tag_change", args=[tag.pk])
    client.post(change, {"name": "Go", "slug": "go"})
    assert Tag.objects.get().name == "Go"

    act(client, "delete_selected", tag, address=reverse("admin:content_tag_changelist"))

    assert not Tag.objects.exists()
