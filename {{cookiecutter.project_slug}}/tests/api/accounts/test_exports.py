import json
from datetime import UTC, datetime, timedelta
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
import time_machine
from django.conf import LazySettings
from django.core import mail
from django.core.files.storage import storages
from django.core.management import call_command

from apps.accounts import exporting
from apps.accounts.models import DataExport, User
from services.accounts.exports import ExportService
from tests.api.accounts.test_avatars import send
from tests.client import Api
from tests.factories.accounts import UserFactory
from tests.factories.pictures import picture
from tests.mailbox import only_mail

EXPORT = "/api/v1/users/me/export/"
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def fetch(api: Api, export_id: str, expect: int = 200) -> ZipFile | None:
    response = api.client.get(f"{EXPORT}{export_id}/", headers={"accept": "application/zip"})
    assert response.status_code == expect, response.content
    if expect != 200:
        return None
    assert response["Content-Type"] == "application/zip"
    assert response["Cache-Control"] == "no-store"
    assert response["Content-Disposition"] == 'attachment; filename="export.zip"'
    return ZipFile(BytesIO(response.getvalue()))


def started(_export_id: object) -> None:
    """In place of what would make the export."""


@pytest.fixture
def waiting(settings: LazySettings) -> None:
    settings.DATA_EXPORT_STARTER = f"{__name__}.started"


def test_all_that_we_have_comes_in_one_archive(auth_api: Api, user: User) -> None:
    send(auth_api, picture())
    mail.outbox.clear()

    body = auth_api.post(EXPORT, expect=202)

    assert sorted(body) == ["id", "requested_at"]
    archive = fetch(auth_api, body["id"])
    assert archive is not None
    assert sorted(archive.namelist()) == sorted(
        [*(f"{name}.json" for name in exporting.PARTS), "avatar.webp"]
    )
    account = json.loads(archive.read("account.json"))
    assert (account["id"], account["email"]) == (user.pk, user.email)
    assert json.loads(archive.read("profile.json"))["display_name"] == user.profile.display_name
    assert len(json.loads(archive.read("sessions.json"))) == 1
    assert archive.read("avatar.webp").startswith(b"RIFF")


def test_a_mail_tells_when_it_is_ready(auth_api: Api, user: User) -> None:
    export_id = auth_api.post(EXPORT, expect=202)["id"]

    sent = only_mail()
    assert sent.to == [user.email]
    assert f"http://localhost:3000/account/exports/{export_id}" in str(sent.body)
    assert "72 hours" in str(sent.body)


def test_it_cannot_be_fetched_before_it_is_ready(auth_api: Api, waiting: None) -> None:
    fetch(auth_api, auth_api.post(EXPORT, expect=202)["id"], expect=404)


def test_one_at_a_time(auth_api: Api, waiting: None) -> None:
    auth_api.post(EXPORT, expect=202)

    auth_api.post(EXPORT, expect=409)

    assert auth_api.codes() == [(None, "export_pending")]


def test_one_that_was_lost_can_be_asked_for_again(auth_api: Api, waiting: None) -> None:
    auth_api.post(EXPORT, expect=202)
    DataExport.objects.update(requested_at=datetime.now(UTC) - timedelta(minutes=16))

    auth_api.post(EXPORT, expect=202)

    assert DataExport.objects.count() == 1


def test_it_expires_and_is_removed(api: Api, user: User) -> None:
    with time_machine.travel(NOON, tick=False):
        export_id = api.log_in(user).post(EXPORT, expect=202)["id"]
    file = DataExport.objects.get().file
    other = DataExport.objects.create(user=user, requested_at=NOON)

    with time_machine.travel(NOON + timedelta(hours=72), tick=False):
        fetch(api.log_in(user), export_id, expect=404)
        out = StringIO()
        call_command("prune_exports", stdout=out)

    assert out.getvalue() == "1 expired exports removed.\n"
    assert DataExport.objects.get() == other
    assert not storages["private"].exists(file)


def test_making_it_twice_leaves_one_file(user: User, api: Api) -> None:
    export = DataExport.objects.create(user=user, requested_at=NOON)

    assert ExportService().build(export_id=export.pk)
    assert not ExportService().build(export_id=export.pk)


def test_a_closed_account_gets_none(db: None) -> None:
    user = UserFactory.create(inactive=True)
    export = DataExport.objects.create(user=user, requested_at=NOON)

    assert not ExportService().build(export_id=export.pk)


def test_other_apps_add_their_part(auth_api: Api, user: User) -> None:
    exporting.register_export("parcels", parcels)
    try:
        archive = fetch(auth_api, auth_api.post(EXPORT, expect=202)["id"])
    finally:
        del exporting.PARTS["parcels"]

    assert archive is not None
    assert json.loads(archive.read("parcels.json")) == [user.pk]


def parcels(user: User) -> list[int]:
    return [user.pk]


def test_two_parts_of_one_name_are_a_mistake() -> None:
    exporting.register_export("account", exporting.account)

    with pytest.raises(ValueError, match="account"):
        exporting.register_export("account", parcels)
