"""The translations are complete in themselves, and compiled from what stands in the `.po`."""

import re
from ast import literal_eval
from gettext import GNUTranslations
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.utils import translation

from apps.accounts.models import User
from tests.client import Api
from tests.mailbox import only_mail

SOURCES = sorted(
    source
    for folder in ("locale", "apps/*/locale", "services/*/locale")
    for source in Path(settings.BASE_DIR).glob(f"{folder}/*/LC_MESSAGES/django.po")
)
ENTRY = re.compile(r'^(msgid|msgid_plural|msgstr(?:\[\d\])?) ((?:".*"\n)+)', re.MULTILINE)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")


def name_of(source: Path) -> str:
    return str(source.relative_to(settings.BASE_DIR).parent)


def entries(source: Path) -> list[dict[str, str]]:
    """Each message with its translations, by the keywords of the format."""
    found: list[dict[str, str]] = []
    for keyword, text in ENTRY.findall(source.read_text(encoding="utf-8")):
        if keyword == "msgid":
            found.append({})
        found[-1][keyword] = "".join(literal_eval(line) for line in text.splitlines())
    return [entry for entry in found if entry["msgid"]]


def test_there_are_translations() -> None:
    assert Path(settings.BASE_DIR, "locale/de/LC_MESSAGES/django.po") in SOURCES
    assert {source.parts[-3] for source in SOURCES} == {"de"}


@pytest.mark.parametrize("source", SOURCES, ids=name_of)
def test_every_message_is_translated_with_its_placeholders(source: Path) -> None:
    assert ", fuzzy" not in source.read_text(encoding="utf-8")
    for entry in entries(source):
        for keyword, text in entry.items():
            assert text, entry["msgid"]
            if keyword.startswith("msgstr"):
                assert sorted(PLACEHOLDER.findall(text)) == sorted(
                    PLACEHOLDER.findall(entry["msgid"])
                )


@pytest.mark.parametrize("source", SOURCES, ids=name_of)
def test_what_is_compiled_is_what_is_written(source: Path) -> None:
    with source.with_suffix(".mo").open("rb") as file:
        compiled: Any = GNUTranslations(file)

    written = {
        (entry["msgid"], int(keyword[7])) if keyword[6:] else entry["msgid"]: text
        for entry in entries(source)
        for keyword, text in entry.items()
        if keyword.startswith("msgstr")
    }
    assert {key: text for key, text in compiled._catalog.items() if key} == written


def test_mails_are_written_in_the_language_of_their_reader(api: Api, user: User) -> None:
    user.profile.language = "de"
    user.profile.save()

    api.post("/api/v1/auth/password/reset/", {"email": user.email}, expect=202)

    sent = only_mail()
    assert sent.subject.endswith(": Neues Passwort wählen")
    for text in (str(sent.body), str(sent.alternatives[0][0])):
        assert "Jemand, vermutlich Sie, hat ein neues Passwort" in text
    assert '<html lang="de">' in str(sent.alternatives[0][0])


def test_answers_are_given_in_the_language_that_is_asked_for(api: Api) -> None:
    with translation.override("en"):  # a request leaves its language behind in the thread
        body = api.post(
            "/api/v1/auth/token/",
            {"email": "nobody@acme.test", "password": "x"},
            expect=401,
            headers={"accept-language": "de"},
        )

    assert body["errors"][0]["detail"] == "E-Mail-Adresse oder Passwort ist falsch."
    assert mail.outbox == []
