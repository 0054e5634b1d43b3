"""The admin's own pages. Those of its models have contracts: tests/contracts/test_admin.py."""

import pytest
from django.conf import settings
from django.test import Client

from apps.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client: Client) -> Client:
    user = User.objects.create_superuser(email="admin@acme.test", password="correct horse battery")
    client.force_login(user)
    return client


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
