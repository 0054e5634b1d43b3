"""Every registered ModelAdmin opens: its list with a search and every filter, its add page."""

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from apps.accounts.models import User

pytestmark = pytest.mark.django_db

REGISTERED = sorted(admin.site._registry, key=lambda model: model._meta.label)
OWN = [
    model
    for model in apps.get_models()
    if model.__module__.startswith("apps.") and not model._meta.auto_created
]


@pytest.fixture
def staff(client: Client) -> Client:
    user = User.objects.create_superuser(email="admin@acme.test", password="correct horse battery")
    client.force_login(user)
    return client


@pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model._meta.label)
def test_list_and_search(staff: Client, model: type[Model]) -> None:
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")

    assert staff.get(address).status_code == 200
    assert staff.get(address, {"q": "O'Neil \" %"}).status_code == 200


@pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model._meta.label)
def test_add(staff: Client, model: type[Model]) -> None:
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")
    request = staff.get("/admin/").wsgi_request
    allowed = admin.site._registry[model].has_add_permission(request)

    assert staff.get(address).status_code == (200 if allowed else 403)


@pytest.mark.parametrize("model", OWN, ids=lambda model: model._meta.label)
def test_every_model_of_ours_can_be_reached(model: type[Model]) -> None:
    inlines = {
        inline.model for row in admin.site._registry.values() for inline in row.inlines or ()
    }

    assert model in admin.site._registry or model in inlines


@pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model._meta.label)
def test_every_model_has_an_icon(model: type[Model]) -> None:
    assert model._meta.label_lower in settings.JAZZMIN_SETTINGS["icons"]


def test_the_admin_carries_the_projects_name(staff: Client) -> None:
    page = staff.get("/admin/")

    assert settings.PROJECT["name"] in page.context["jazzmin_settings"]["site_brand"]


def test_brute_force_needs_a_csrf_token_at_the_admin_login() -> None:
    client = Client(enforce_csrf_checks=True)

    response = client.post("/admin/login/", {"username": "a@acme.test", "password": "x"})

    assert response.status_code == 403


def test_the_login_page_leads_to_the_admin(client: Client) -> None:
    User.objects.create_superuser(email="admin@acme.test", password="correct horse battery")

    response = client.post(
        "/admin/login/", {"username": "admin@acme.test", "password": "correct horse battery"}
    )

    assert response.status_code == 302
    assert response["Location"] == "/admin/"
