from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from apps.content.events import TagChanged
from apps.content.models import Tag
from apps.content.repositories import TagRepository
from apps.events.bus import publish
from apps.events.unit_of_work import unit_of_work
from services.content.naming import once
from services.errors import NotFound


class TagService:
    def __init__(self, tags: TagRepository | None = None) -> None:
        self.tags = tags or TagRepository()

    @unit_of_work()
    def create(self, *, name: str, slug: str = "") -> Tag:
        tag = Tag(name=name, slug=slug or slugify(name) or "tag")
        with once():
            tag.save(force_insert=True)
        publish(TagChanged(tag.pk))
        return tag

    @unit_of_work()
    def update(self, *, tag_id: int, **values: Any) -> Tag:
        tag = self._locked(tag_id)
        for name, value in values.items():
            setattr(tag, name, value)
        with once():
            tag.save(update_fields=[*values, "updated_at"])
        publish(TagChanged(tag.pk))
        return tag

    @unit_of_work()
    def delete(self, *, tag_id: int) -> None:
        """Articles lose it, and stay."""
        self._locked(tag_id).delete()
        publish(TagChanged(tag_id))

    def _locked(self, tag_id: int) -> Tag:
        try:
            return self.tags.locked(pk=tag_id)
        except Tag.DoesNotExist as error:
            raise NotFound("not_found", _("There is no such tag.")) from error
