from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from apps.accounts.models import User
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
