"""What belongs to one user does not exist for another."""

import pytest
from django.contrib.auth.models import Permission

from apps.accounts.models import User
from tests.client import Api
from tests.factories.accounts import UserFactory
from tests.factories.library import CategoryFactory, NoteFactory
from tests.library.models import Category, Note

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.library.urls")]

NOTES = "/api/v1/library/notes/"
CATEGORIES = "/api/v1/library/categories/"


def test_a_list_holds_ones_own_alone(auth_api: Api, user: User) -> None:
    mine = NoteFactory.create(owner=user)
    NoteFactory.create()

    page = auth_api.get(NOTES)

    assert page["results"] == [{"id": mine.pk, "title": mine.title, "is_active": True}]
    assert page["count"] == 1


@pytest.mark.parametrize("method", ["get", "put", "patch", "delete"])
def test_another_user_cannot_reach_it(auth_api: Api, method: str) -> None:
    theirs = NoteFactory.create(title="Theirs")

    getattr(auth_api, method)(f"{NOTES}{theirs.pk}/", {"title": "Mine"}, expect=404)

    theirs.refresh_from_db()
    assert (theirs.title, theirs.is_deleted) == ("Theirs", False)


def test_it_belongs_to_who_makes_it(auth_api: Api, user: User) -> None:
    other = UserFactory.create()

    auth_api.post(NOTES, {"title": "Mine", "owner": other.pk})

    assert Note.objects.get().owner == user


def test_its_owner_changes_and_deletes_it(auth_api: Api, user: User) -> None:
    mine = NoteFactory.create(owner=user)

    assert auth_api.patch(f"{NOTES}{mine.pk}/", {"title": "New"})["title"] == "New"
    auth_api.delete(f"{NOTES}{mine.pk}/")

    assert not Note.objects.exists()
    assert Note.all_objects.get().is_deleted is True
    auth_api.get(f"{NOTES}{mine.pk}/", expect=404)


@pytest.mark.parametrize(
    ("action", "method", "expect"),
    [
        ("view", "get", 200),
        ("add", "post", 201),
        ("change", "patch", 200),
        ("delete", "delete", 204),
    ],
)
def test_model_permissions(
    auth_api: Api, user: User, action: str, method: str, expect: int
) -> None:
    category = CategoryFactory.create()
    path = CATEGORIES if method == "post" else f"{CATEGORIES}{category.slug}/"
    data = {"name": "New", "slug": "new"}

    getattr(auth_api, method)(path, data, expect=403)
    user.user_permissions.add(permission(f"{action}_category"))

    getattr(auth_api, method)(path, data, expect=expect)
    if method != "get":
        auth_api.get(path, expect=403)


def permission(name: str) -> Permission:
    return Permission.objects.get(content_type__app_label="library", codename=name)


def test_options_need_the_permission_to_view(auth_api: Api) -> None:
    auth_api.call("options", CATEGORIES, expect=403)

    assert not Category.objects.exists()
