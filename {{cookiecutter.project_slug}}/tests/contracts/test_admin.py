"""Every page of the admin, for every model that it has."""

from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import connection
from django.db.models import Model
from django.http import HttpRequest
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from tests.contracts.administered import address, asked_by, make, of, shown_form, ways
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

OWN = [
    model
    for model in apps.get_models()
    if model.__module__.startswith("apps.") and not model._meta.auto_created
]
REGISTERED = sorted(admin.site._registry, key=lambda model: model._meta.label)
every_model = pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model._meta.label)


@pytest.fixture
def superuser() -> User:
    user: User = UserFactory.create(admin=True)
    return user


@pytest.fixture
def staff(client: Client, superuser: User) -> Client:
    client.force_login(superuser)
    return client


@pytest.fixture
def request_of(superuser: User) -> HttpRequest:
    return asked_by(superuser)


@every_model
def test_a_list_takes_as_many_queries_for_many_rows_as_for_few(
    staff: Client, model: type[Model]
) -> None:
    page = address(model, "changelist")
    make(model, 0, 2)
    staff.get(page)
    few = count(staff, page)
    make(model, 2, 9)

    assert count(staff, page) == few


def count(client: Client, page: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(page).status_code == 200
    return len(asked)


@every_model
def test_a_list_can_be_searched_filtered_and_sorted(staff: Client, model: type[Model]) -> None:
    page = address(model, "changelist")
    make(model, 0, 2)
    queries = [*ways(staff.get(page)), "?q=O%27Neil+%22+%25"]

    answers = [staff.get(page + query) for query in queries]

    assert {answer.status_code for answer in answers} == {200}


@every_model
def test_a_row_opens_and_can_be_saved_as_it_stands(
    staff: Client, request_of: HttpRequest, model: type[Model]
) -> None:
    (row,) = make(model, 0, 1)
    change = address(model, "change", row.pk)

    shown = staff.get(change)

    assert shown.status_code == 200
    if of(model).has_change_permission(request_of, row):
        saved = staff.post(change, shown_form(shown, model))
        assert saved.status_code == 302, saved.context["adminform"].form.errors
    assert staff.get(address(model, "history", row.pk)).status_code == 200
    deletable = of(model).has_delete_permission(request_of, row)
    assert staff.get(address(model, "delete", row.pk)).status_code == (200 if deletable else 403)


@every_model
def test_a_row_can_be_added_by_who_may(
    staff: Client, request_of: HttpRequest, model: type[Model]
) -> None:
    allowed = of(model).has_add_permission(request_of)

    assert staff.get(address(model, "add")).status_code == (200 if allowed else 403)


@every_model
def test_each_action_runs(staff: Client, request_of: HttpRequest, model: type[Model]) -> None:
    page = address(model, "changelist")
    rows = make(model, 0, 2)

    for name in of(model).get_actions(request_of):
        chosen: dict[str, Any] = {"action": name, ACTION_CHECKBOX_NAME: [row.pk for row in rows]}
        answer = staff.post(page, chosen, follow=True)

        assert answer.status_code == 200, name
    assert staff.get(page).status_code == 200


@every_model
def test_staff_without_permission_see_nothing_of_it(client: Client, model: type[Model]) -> None:
    user: User = UserFactory.create(staff=True)
    client.force_login(user)
    (row,) = make(model, 0, 1)

    pages = (address(model, "changelist"), address(model, "add"), address(model, "change", row.pk))

    assert {client.get(page).status_code for page in pages} == {403}


@pytest.mark.parametrize("model", OWN, ids=lambda model: model._meta.label)
def test_every_model_of_ours_can_be_reached(model: type[Model]) -> None:
    inlines = {
        inline.model for row in admin.site._registry.values() for inline in row.inlines or ()
    }

    assert model in admin.site._registry or model in inlines


@every_model
def test_every_model_has_an_icon(model: type[Model]) -> None:
    assert model._meta.label_lower in settings.JAZZMIN_SETTINGS["icons"]
