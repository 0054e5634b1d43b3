from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from apps.content.admin.articles import editor
from apps.content.admin.refusals import ServiceAdmin, ServiceForm
from apps.content.models import Media
from services.content.media import MediaService, require_picture
from services.errors import ServiceError


class UploadForm(ServiceForm):
    file = forms.FileField(label=_("Picture"))

    class Meta:
        model = Media
        fields: Any = ("alt",)

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        try:
            require_picture(file, file.size)
        except ServiceError as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return file


@admin.register(Media)
class MediaAdmin(ServiceAdmin):
    """Sent here as by the API, and described."""

    list_display = ("preview", "name", "state", "width", "height", "created_at")
    list_display_links = ("preview", "name")
    list_filter = ("state", "created_at")
    search_fields = ("name", "alt")
    date_hierarchy = "created_at"
    show_full_result_count = False
    fields = ("preview", "alt", "name", "state", "width", "height", "created_at")
    readonly_fields = ("preview", "name", "state", "width", "height", "created_at")

    @admin.display(description=_("picture"))
    def preview(self, media: Media) -> str:
        if not media.thumbnail:
            return "–"
        return format_html('<img src="{}" alt="{}" width="80">', media.thumbnail.url, media.alt)

    def get_form(
        self,
        request: HttpRequest,
        obj: Media | None = None,
        change: bool = False,  # noqa: FBT001, FBT002 - Django's signature
        **kwargs: Any,
    ) -> Any:
        if obj is None:
            kwargs |= {"form": UploadForm, "fields": None}
        return super().get_form(request, obj, change, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Media | None = None) -> Any:
        return super().get_fields(request, obj) if obj else ("file", "alt")

    def save_model(self, request: HttpRequest, obj: Media, form: Any, change: Any) -> None:
        service, data = MediaService(), form.cleaned_data
        if change:
            service.describe(media_id=obj.pk, alt=data["alt"])
            return
        file = data["file"]
        obj.pk = service.upload(
            by=editor(request), file=file, name=file.name, size=file.size, alt=data["alt"]
        ).pk

    def delete_model(self, request: HttpRequest, obj: Media) -> None:
        MediaService().delete(media_id=obj.pk)
