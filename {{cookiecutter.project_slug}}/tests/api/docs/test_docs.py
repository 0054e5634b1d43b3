import re

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

pytestmark = pytest.mark.django_db

ASSET = re.compile(r"""<(?:script|link|img)[^>]+?(?:src|href)=["']([^"']+)""")


def test_the_schema_describes_this_project(client: Client) -> None:
    response = client.get("/api/schema/", headers={"Accept": "application/vnd.oai.openapi+json"})

    schema = response.json()
    assert response.status_code == 200
    assert schema["openapi"].startswith("3.")
    assert schema["info"]["title"] == settings.PROJECT["name"]
    assert schema["info"]["description"] == settings.PROJECT["description"]
    assert "/api/v1/auth/token/" in schema["paths"]


@pytest.mark.parametrize("path", ["/api/docs/", "/api/redoc/"])
def test_docs_pages_load_nothing_from_elsewhere(client: Client, path: str) -> None:
    response = client.get(path)

    assert response.status_code == 200
    assets = ASSET.findall(response.content.decode())
    assert len(assets) >= 1
    for address in assets:
        assert address.startswith(("/static/", "data:")), address
        if address.startswith("/static/"):
            assert finders.find(address.removeprefix("/static/")), address


def test_pages_may_load_from_this_site_alone(client: Client) -> None:
    policy = client.get("/api/docs/")["Content-Security-Policy"]

    assert "default-src 'self'" in policy
    assert "http" not in policy
    assert "frame-ancestors 'none'" in policy


def test_the_front_door_leads_to_the_docs(client: Client) -> None:
    response = client.get("/")

    assert response.status_code == 302
    assert response["Location"] == "/api/docs/"
