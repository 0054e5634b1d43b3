from io import BytesIO
from typing import Any

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from apps.accounts.models import User
from tests.client import Api
from tests.factories.pictures import picture, upload

ME = "/api/v1/users/me/"
AVATAR = "/api/v1/users/me/avatar/"


def send(api: Api, content: bytes, *, expect: int = 200, **file: Any) -> Any:
    return api.put(AVATAR, {"avatar": upload(content, **file)}, format="multipart", expect=expect)


def stored(avatar: str, size: int) -> Image.Image:
    with default_storage.open(f"{avatar}/{size}.webp") as file:
        return Image.open(BytesIO(file.read()))


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("PNG", "RGB"), ("PNG", "RGBA"), ("PNG", "P"), ("JPEG", "RGB"), ("JPEG", "CMYK"),
     ("JPEG", "L"), ("WEBP", "RGBA")],
)  # fmt: skip
def test_a_picture_becomes_three_squares(auth_api: Api, user: User, kind: str, mode: str) -> None:
    colour = 0 if mode in {"L", "P"} else "red"

    body = send(auth_api, picture(kind, (600, 300), mode, colour))

    user.profile.refresh_from_db()
    avatar = user.profile.avatar
    assert body["avatar"] == {
        str(size): f"http://testserver/media/{avatar}/{size}.webp" for size in (64, 256, 512)
    }
    assert body["completion"] == 60
    assert auth_api.get(ME)["avatar"] == body["avatar"]
    for size in (64, 256, 512):
        image = stored(avatar, size)
        assert (image.format, image.size) == ("WEBP", (size, size))


def test_a_picture_stands_upright(auth_api: Api, user: User) -> None:
    image = Image.new("RGB", (80, 40), "blue")
    image.paste("red", (0, 0, 40, 40))  # the left half, which is above once it is turned
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by 90 degrees to the right
    written = BytesIO()
    image.save(written, "PNG", exif=exif)

    send(auth_api, written.getvalue())

    user.profile.refresh_from_db()
    shown = stored(user.profile.avatar, 64).convert("RGB")
    red, _, blue = shown.getpixel((32, 10))  # type: ignore[misc]
    assert red > 200 > blue
    red, _, blue = shown.getpixel((32, 54))  # type: ignore[misc]
    assert blue > 200 > red


def test_transparency_is_kept(auth_api: Api, user: User) -> None:
    send(auth_api, picture("PNG", mode="RGBA", colour=(0, 0, 0, 0)))

    user.profile.refresh_from_db()
    assert stored(user.profile.avatar, 64).convert("RGBA").getpixel((9, 9))[3] == 0  # type: ignore[index]


def test_a_new_picture_takes_the_place_of_the_old(auth_api: Api, user: User) -> None:
    send(auth_api, picture())
    user.profile.refresh_from_db()
    old = user.profile.avatar

    send(auth_api, picture(colour="blue"))

    user.profile.refresh_from_db()
    assert user.profile.avatar != old
    assert default_storage.exists(f"{user.profile.avatar}/64.webp")
    for size in (64, 256, 512):
        assert not default_storage.exists(f"{old}/{size}.webp")


def test_a_picture_can_be_removed(auth_api: Api, user: User) -> None:
    send(auth_api, picture())
    user.profile.refresh_from_db()
    old = user.profile.avatar

    assert auth_api.delete(AVATAR, expect=200)["avatar"] is None

    assert not default_storage.exists(f"{old}/64.webp")
    assert auth_api.delete(AVATAR, expect=200)["avatar"] is None


def test_a_refused_picture_leaves_the_old_one(auth_api: Api, user: User) -> None:
    before = send(auth_api, picture())["avatar"]

    send(auth_api, b"no picture", expect=400)

    assert auth_api.codes() == [("avatar", "invalid_image")]
    assert auth_api.get(ME)["avatar"] == before


def test_a_form_without_a_picture(auth_api: Api) -> None:
    auth_api.put(AVATAR, {"other": "x"}, format="multipart", expect=400)
    assert auth_api.codes() == [("avatar", "required")]

    auth_api.put(AVATAR, {"avatar": "x"}, format="multipart", expect=400)
    assert auth_api.codes() == [("avatar", "invalid")]


def test_forms_are_understood_here_alone(auth_api: Api) -> None:
    auth_api.put(AVATAR, {"avatar": "x"}, format="json", expect=415)
    auth_api.patch(ME, {"bio": "x"}, format="multipart", expect=415)
