"""Files from strangers: nothing of them is kept but the picture, and no picture costs too much."""

import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.storage import default_storage
from PIL import Image, PngImagePlugin

from apps.accounts.models import User
from services.accounts import avatars
from services.accounts.avatars import AvatarService
from services.errors import NotAuthenticated
from tests.api.accounts.test_avatars import AVATAR, ME, send, stored
from tests.client import Api
from tests.factories.pictures import picture, upload

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
HTML = b"<!doctype html><script>alert(1)</script>"
GIF = picture("GIF", mode="P", colour=0)
TIFF = picture("TIFF")


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes whose header promises many pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(bytes(1000)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + body + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("width", "height", "code"),
    [
        (5001, 5000, "too_many_pixels"),
        (1, 25_000_001, "too_many_pixels"),
        (65_000, 65_000, "invalid_image"),  # Pillow's own bound comes first
    ],
)
def test_pixel_bomb(
    auth_api: Api, monkeypatch: pytest.MonkeyPatch, width: int, height: int, code: str
) -> None:
    decoded: list[object] = []
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", decoded.append)

    send(auth_api, bomb(width, height), expect=400)

    assert auth_api.codes() == [("avatar", code)]
    assert decoded == []


def test_compressed_text_bomb(auth_api: Api) -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("comment", "x" * 50_000_000, zip=True)

    send(auth_api, picture(pnginfo=info), expect=400)

    assert auth_api.codes() == [("avatar", "invalid_image")]


@pytest.mark.parametrize("content", [SVG, HTML, GIF, TIFF, b"%PDF-1.7", b"PK\x03\x04", b"\x89PNG"])
def test_what_only_claims_to_be_a_picture(auth_api: Api, user: User, content: bytes) -> None:
    send(auth_api, content, expect=400, name="me.png", kind="image/png")

    assert auth_api.codes() == [("avatar", "invalid_image")]
    user.profile.refresh_from_db()
    assert user.profile.avatar == ""


def test_an_empty_file(auth_api: Api) -> None:
    send(auth_api, b"", expect=400)

    assert auth_api.codes() == [("avatar", "empty")]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("length", [20, 60, 100])
def test_truncated_pictures(auth_api: Api, kind: str, length: int) -> None:
    send(auth_api, picture(kind, (500, 500))[:length], expect=400)

    assert auth_api.codes() == [("avatar", "invalid_image")]


@pytest.mark.parametrize("payload", [HTML, SVG, b"PK\x03\x04", b"<?php system($_GET[0]); ?>"])
def test_polyglot(auth_api: Api, user: User, payload: bytes) -> None:
    """A good picture with something else behind and inside it is a picture alone when stored."""
    info = PngImagePlugin.PngInfo()
    info.add(b"prVt", payload)

    send(auth_api, picture(pnginfo=info) + payload)

    user.profile.refresh_from_db()
    for size in (64, 256, 512):
        with default_storage.open(f"{user.profile.avatar}/{size}.webp") as file:
            assert payload not in file.read()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_location_leak_by_exif(auth_api: Api, user: User, kind: str) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Spycam"
    exif[0x8825] = {1: "N", 2: (48.0, 12.0, 30.0), 3: "E", 4: (16.0, 22.0, 0.0)}
    sent = picture(kind, exif=exif, xmp=b"<x>Spycam</x>")
    assert b"Spycam" in sent

    send(auth_api, sent)

    user.profile.refresh_from_db()
    for size in (64, 256, 512):
        image = stored(user.profile.avatar, size)
        assert not image.getexif()
        assert image.info.keys() <= {"background", "loop", "duration", "timestamp"}
        with default_storage.open(f"{user.profile.avatar}/{size}.webp") as file:
            content = file.read()
        assert b"Spycam" not in content
        assert b"EXIF" not in content


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/cron.d/x", "..\\..\\x.png", "x.php", "a\x00.png", "é" * 200]
)
def test_path_in_the_file_name(
    auth_api: Api, user: User, name: str, settings: LazySettings, tmp_path: Path
) -> None:
    on_disk = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": tmp_path},
    }
    settings.STORAGES = {**settings.STORAGES, "default": on_disk}

    send(auth_api, picture(), name=name)

    user.profile.refresh_from_db()
    home = tmp_path / user.profile.avatar
    files = {path for path in tmp_path.rglob("*") if path.is_file()}
    assert files == {home / f"{size}.webp" for size in (64, 256, 512)}


def test_a_file_above_the_limit(auth_api: Api, settings: LazySettings) -> None:
    settings.AVATAR_MAX_BYTES = 500

    send(auth_api, picture() + bytes(500), expect=400)

    assert auth_api.codes() == [("avatar", "file_too_large")]


def test_a_body_far_above_the_limit_is_not_read(auth_api: Api, settings: LazySettings) -> None:
    settings.AVATAR_MAX_BYTES = 500

    send(auth_api, picture() + bytes(100_000), expect=413)

    assert auth_api.codes() == [(None, "payload_too_large")]


def test_a_form_of_very_many_fields(auth_api: Api) -> None:
    fields = {f"field{number}": "x" for number in range(1001)}

    auth_api.put(AVATAR, fields, format="multipart", expect=413)


def test_another_users_avatar_cannot_be_set_or_guessed(auth_api: Api, user: User) -> None:
    """There is no address that takes an id, and names are random."""
    send(auth_api, picture())
    user.profile.refresh_from_db()
    first = user.profile.avatar
    send(auth_api, picture())
    user.profile.refresh_from_db()

    assert len({first, user.profile.avatar}) == 2
    assert len(first.removeprefix("avatars/")) == 32
    auth_api.patch(ME, {"avatar": "avatars/../../secret"})
    auth_api.anonymous().put(AVATAR, {"avatar": upload(picture())}, format="multipart", expect=401)
    stays = user.profile.avatar
    user.profile.refresh_from_db()
    assert user.profile.avatar == stays


def test_a_picture_that_could_not_be_recorded_leaves_no_file(
    user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored_names: list[str] = []
    original = avatars.store

    def store(pictures: dict[int, bytes]) -> str:
        stored_names.append(original(pictures))
        return stored_names[0]

    monkeypatch.setattr(avatars, "store", store)
    user.is_active = False
    user.save()

    with pytest.raises(NotAuthenticated):
        AvatarService().replace(user=user, file=BytesIO(picture()), size=100)

    (name,) = stored_names
    assert default_storage.listdir(name) == ([], [])
