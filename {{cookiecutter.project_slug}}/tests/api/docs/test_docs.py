import re
from io import StringIO
from unittest.mock import Mock

import pytest
import yaml
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import Client

from apps.api import document
from apps.api.views import SchemaView
from tests.concurrency import at_once

pytestmark = pytest.mark.django_db

SCHEMA = "/api/schema/"
ASSET = re.compile(r"""<(?:script|link|img)[^>]+?(?:src|href)=["']([^"']+)""")


def test_the_schema_describes_this_project(client: Client) -> None:
    response = client.get("/api/schema/", headers={"Accept": "application/vnd.oai.openapi+json"})

    schema = response.json()
    assert response.status_code == 200
    assert schema["openapi"].startswith("3.")
    assert schema["info"]["title"] == settings.PROJECT["name"]
    assert schema["info"]["description"] == settings.PROJECT["description"]
    assert "/api/v1/auth/token/" in schema["paths"]


def test_a_flood_of_questions_makes_the_description_once(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SchemaView, "known", {})
    made = Mock(side_effect=document.make)
    monkeypatch.setattr(document, "make", made)

    first = client.get(SCHEMA)
    for query in ("?lang=xx", "?version=9", "?x=y", "?lang=en"):
        assert client.get(SCHEMA + query).content == first.content
    at_once(lambda _: client.get(SCHEMA))

    assert made.call_count == 1


def test_a_process_that_starts_later_makes_it_no_more(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SchemaView, "known", {})
    first = client.get(SCHEMA)
    monkeypatch.setattr(SchemaView, "known", {})
    made = Mock(side_effect=document.make)
    monkeypatch.setattr(document, "make", made)

    assert client.get(SCHEMA).content == first.content
    assert made.call_count == 0


def test_another_release_makes_its_own(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SchemaView, "known", {})
    client.get(SCHEMA)
    monkeypatch.setattr(SchemaView, "known", {})
    monkeypatch.setattr(document, "release", lambda: "next")
    monkeypatch.setattr(
        document, "make", lambda *_: document.Document(b"the next", {"ETag": '"next"'})
    )

    assert client.get(SCHEMA).content == b"the next"


def test_warming_makes_it_in_every_format_and_in_the_projects_languages(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Mock(side_effect=lambda *_: document.Document(b"", {"ETag": '"x"'}))
    monkeypatch.setattr(document, "make", made)
    monkeypatch.setattr(SchemaView, "known", {})

    call_command("warm_cache", "openapi", stdout=StringIO())
    for language in ("en", "de"):
        for media in ("", "?format=json"):
            client.get(SCHEMA + media, headers={"Accept-Language": language})

    asked = sorted((call.args[1], call.args[0].media_type) for call in made.call_args_list)
    formats = ["application/json", "application/vnd.oai.openapi"]
    formats += ["application/vnd.oai.openapi+json", "application/yaml"]
    assert asked == [(language, media) for language in ("de", "en") for media in formats]


def test_it_is_made_for_each_format_and_language(client: Client) -> None:
    text, data = client.get(SCHEMA), client.get(SCHEMA, {"format": "json"})

    assert yaml.safe_load(text.content) == data.json()
    assert data["Content-Disposition"] == 'inline; filename="schema.json"'
    assert client.get(SCHEMA, {"lang": "de"})["ETag"] != text["ETag"]
    assert client.get(SCHEMA)["ETag"] == text["ETag"]


def test_who_has_it_is_told_so(client: Client) -> None:
    known = client.get(SCHEMA)["ETag"]

    again = client.get(SCHEMA, headers={"If-None-Match": known})

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", known)


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
