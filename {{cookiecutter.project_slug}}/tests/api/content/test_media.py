from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.storage import default_storage, storages
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from apps.content.models import Article, Media
from apps.content.models.media import MediaState
from apps.content.tasks import make_late_variants, make_variants
from services.content.media import MediaService
from tests.api.content.conftest import ARTICLES
from tests.client import Api
from tests.factories.content import ArticleFactory, MediaFactory, an_editor
from tests.factories.pictures import picture, upload
from tests.queries import at_most

MEDIA = "/api/v1/editorial/media/"
BUDGET = 6


def send(api: Api, content: bytes, *, expect: int = 201, **more: Any) -> Any:
    body = {"file": upload(content), **more}
    return api.post(MEDIA, body, expect=expect, format="multipart")


def stored(name: str | None) -> Image.Image:
    with default_storage.open(str(name)) as file:
        return Image.open(BytesIO(file.read()))


def test_a_picture_is_made_anew_in_three_sizes(author_api: Api) -> None:
    exif = Image.Exif()
    exif[0x010E] = "where I live"

    with at_most(BUDGET):
        made = send(author_api, picture("JPEG", (2400, 1200), exif=exif), alt="A tree")
    assert (made["state"], made["full"]) == ("pending", None)
    with author_api.committing():
        assert make_variants(made["id"])

    media = Media.objects.get()
    assert (media.state, media.width, media.height) == (MediaState.READY, 1920, 960)
    sizes = [stored(getattr(media, name).name).size for name in ("thumbnail", "card", "full")]
    assert sizes == [(320, 160), (800, 400), (1920, 960)]
    assert b"where I live" not in default_storage.open(str(media.full.name)).read()
    assert media.original == ""
    assert storages["private"].listdir("content")[1] == []
    assert author_api.get(f"{MEDIA}{media.pk}/")["full"].endswith("/full.webp")


def test_it_is_turned_upright_and_not_made_larger(author_api: Api) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter
    made = send(author_api, picture("JPEG", (40, 20), exif=exif))

    make_variants(made["id"])

    media = Media.objects.get()
    assert (media.width, media.height) == (20, 40)
    assert stored(media.card.name).size == (20, 40)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"GIF89a not that", "invalid_image"),
        (b"<svg onload=alert(1)>", "invalid_image"),
        (picture(size=(200, 200)), "too_many_pixels"),
        (picture("BMP", (80, 80)) + b"x" * 5000, "file_too_large"),
    ],
)
def test_what_is_no_picture_is_refused_before_anything_is_stored(
    author_api: Api, settings: LazySettings, content: bytes, code: str
) -> None:
    settings.CONTENT_IMAGE_MAX_PIXELS = 10_000
    settings.CONTENT_IMAGE_MAX_BYTES = 5000

    send(author_api, content, expect=400)

    assert author_api.codes() == [("file", code)]
    assert not Media.objects.exists()
    assert not storages["private"].exists("content")


def test_a_broken_one_is_told_apart(author_api: Api) -> None:
    whole = picture("PNG", (300, 300))
    made = send(author_api, whole[: len(whole) // 2])

    with author_api.committing():
        assert not make_variants(made["id"])

    assert author_api.get(f"{MEDIA}{made['id']}/")["state"] == "failed"
    assert storages["private"].listdir("content")[1] == []


def test_a_task_that_comes_twice_makes_them_once(author_api: Api) -> None:
    made = send(author_api, picture())

    assert (make_variants(made["id"]), make_variants(made["id"])) == (True, False)


def test_of_two_tasks_at_once_one_leaves_its_files(author_api: Api) -> None:
    made = send(author_api, picture())
    service = MediaService()
    media = Media.objects.get()
    found = service.media.pending(media.pk)
    service.make_variants(media_id=media.pk)
    service.media.pending = lambda media_id: found  # type: ignore[method-assign]  # noqa: ARG005
    assert found is not None
    storages["private"].save(found.original, BytesIO(picture()))

    assert not service.make_variants(media_id=media.pk)

    folders = default_storage.listdir("content")[0]
    files = [name for folder in folders for name in default_storage.listdir(f"content/{folder}")[1]]
    assert sorted(files) == ["card.webp", "full.webp", "thumbnail.webp"]
    assert made["id"] == str(media.pk)


def test_one_whose_task_was_lost_is_made_later(author_api: Api) -> None:
    send(author_api, picture())
    assert make_late_variants() == 0
    Media.objects.update(created_at=timezone.now() - timedelta(minutes=6))

    assert make_late_variants() == 1

    assert Media.objects.get().state == MediaState.READY


def test_readers_see_the_cover(api: Api, author_api: Api) -> None:
    made = send(author_api, picture("PNG", (900, 600)), alt="A tree")
    make_variants(made["id"])
    ArticleFactory.create(published=True, cover=Media.objects.get())

    with at_most(2):
        (row,) = api.anonymous().get(ARTICLES)["results"]

    assert (row["cover"]["alt"], row["cover"]["width"]) == ("A tree", 900)
    assert row["cover"]["card"].startswith("http://testserver/media/content/")


def test_it_is_described_and_deleted(api: Api, editor_api: Api) -> None:
    media = MediaFactory.create()
    article = ArticleFactory.create(published=True, cover=media)
    api.get(f"{ARTICLES}{article.slug}/")
    known = {"If-None-Match": api.response["ETag"]}

    with at_most(BUDGET):
        editor_api.patch(f"{MEDIA}{media.pk}/", {"alt": "A tree"})
    assert api.get(f"{ARTICLES}{article.slug}/", headers=known)["cover"]["alt"] == "A tree"
    assert editor_api.patch(f"{MEDIA}{media.pk}/", {})["alt"] == "A tree"
    with at_most(BUDGET):
        editor_api.delete(f"{MEDIA}{media.pk}/")

    assert api.get(f"{ARTICLES}{article.slug}/")["cover"] is None
    assert not Media.objects.exists()


def test_articles_keep_the_pictures_that_stay(editor_api: Api) -> None:
    gone, stays = MediaFactory.create_batch(2)
    mixed = ArticleFactory.create(cover=stays, preview_image=gone)
    deleted = ArticleFactory.create(cover=gone, preview_image=stays)
    deleted.delete()

    editor_api.delete(f"{MEDIA}{gone.pk}/")

    for article in (mixed, deleted):
        article.refresh_from_db(from_queryset=Article.all_objects.all())
    assert (mixed.cover, mixed.preview_image) == (stays, None)
    assert (deleted.cover, deleted.preview_image) == (None, stays)


def test_authors_send_but_do_not_delete(author_api: Api) -> None:
    media = MediaFactory.create()

    author_api.delete(f"{MEDIA}{media.pk}/", expect=403)
    author_api.patch(f"{MEDIA}{media.pk}/", {"alt": "x"}, expect=403)

    assert Media.objects.get().alt == ""


def test_pictures_are_sent_in_the_admin(client: Client, db: None) -> None:
    client.force_login(an_editor(staff=True))
    add = reverse("admin:content_media_add")

    refused = client.post(add, {"file": upload(b"no"), "alt": ""})
    client.post(add, {"file": upload(picture()), "alt": "A tree"})

    assert "file" in refused.context["adminform"].form.errors
    media = Media.objects.get()
    assert (media.name, media.alt) == ("me.png", "A tree")
    change = reverse("admin:content_media_change", args=[media.pk])
    client.post(change, {"alt": "A bush"})
    assert Media.objects.get().alt == "A bush"
    MediaService().make_variants(media_id=media.pk)
    assert (
        "thumbnail.webp" in client.get(reverse("admin:content_media_changelist")).content.decode()
    )
    client.post(reverse("admin:content_media_delete", args=[media.pk]), {"post": "yes"})
    assert not Media.objects.exists()
