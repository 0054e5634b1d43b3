from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from apps.content.admin.refusals import ServiceAdmin, ServiceForm
from apps.content.models import Category, Tag
from services.content.categories import CategoryService
from services.content.tags import TagService
from services.errors import ServiceError


class CategoryForm(ServiceForm):
    """Refuses what the tree does not allow before anything is saved."""

    fields_of = {"taken": "slug"}

    class Meta:
        model = Category
        fields: Any = ("name", "slug", "description", "parent")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        parent = data.get("parent")
        try:
            CategoryService().check(self.instance, parent.pk if parent else None)
        except ServiceError as refusal:
            self.add_error("parent", str(refusal))
        return data


class TagForm(ServiceForm):
    class Meta:
        model = Tag
        fields: Any = ("name", "slug")


@admin.register(Category)
class CategoryAdmin(ServiceAdmin):
    form = CategoryForm
    list_display = ("name", "slug", "parent")
    list_select_related = ("parent",)
    list_filter = ("created_at",)
    search_fields = ("name", "slug")
    autocomplete_fields = ("parent",)
    prepopulated_fields = {"slug": ("name",)}

    def save_model(self, request: HttpRequest, obj: Category, form: Any, change: Any) -> None:
        data = dict(form.cleaned_data)
        parent = data.pop("parent")
        data["parent_id"] = parent.pk if parent else None
        if change:
            CategoryService().update(category_id=obj.pk, **data)
        else:
            obj.pk = CategoryService().create(**data).pk

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        CategoryService().delete(category_id=obj.pk)


@admin.register(Tag)
class TagAdmin(ServiceAdmin):
    form = TagForm
    list_display = ("name", "slug", "created_at")
    list_filter = ("created_at",)
    search_fields = ("name", "slug")
    prepopulated_fields = {"slug": ("name",)}

    def save_model(self, request: HttpRequest, obj: Tag, form: Any, change: Any) -> None:
        data = dict(form.cleaned_data)
        if change:
            TagService().update(tag_id=obj.pk, **data)
        else:
            obj.pk = TagService().create(**data).pk

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        TagService().delete(tag_id=obj.pk)
