"""What those see who write and edit. Relations are shown by their ids, as a form binds them."""

from typing import Any

from rest_framework import serializers

from apps.content.models import Article, Category, Media, Revision, Tag
from apps.content.models.article import INPUT
from apps.content.workflow import TRANSITIONS, Who
from apps.core.serializers import BaseModelSerializer

LONGEST_BODY = 200_000  # characters of HTML
MOST_TAGS = 20


class EditorialCardSerializer(BaseModelSerializer):
    author = serializers.UUIDField(source="author.public_id", read_only=True, allow_null=True)

    class Meta:
        model = Article
        fields: tuple[str, ...] = (
            "id",
            "author",
            "byline",
            "category",
            "tags",
            "cover",
            "preview_image",
            "title",
            "slug",
            "summary",
            "reading_minutes",
            "revision",
            "status",
            "note",
            "publish_at",
            "unpublish_at",
            "published_at",
            "created_at",
            "updated_at",
        )


class EditorialArticleSerializer(EditorialCardSerializer):
    class Meta(EditorialCardSerializer.Meta):
        fields = (
            *EditorialCardSerializer.Meta.fields,
            "body",
            "seo_title",
            "seo_description",
            "seo_keywords",
            "canonical_url",
        )


class ArticleWriteSerializer(BaseModelSerializer):
    slug = serializers.SlugField(
        max_length=160, required=False, help_text="Made from the title where none is given."
    )
    body = serializers.CharField(
        max_length=LONGEST_BODY,
        required=False,
        allow_blank=True,
        help_text="HTML. What could run or hide something is taken out.",
    )
    category = serializers.IntegerField(source="category_id", required=False, allow_null=True)
    tags = serializers.ListField(
        child=serializers.IntegerField(min_value=1), required=False, max_length=MOST_TAGS
    )

    cover = serializers.UUIDField(source="cover_id", required=False, allow_null=True)
    preview_image = serializers.UUIDField(
        source="preview_image_id", required=False, allow_null=True
    )

    class Meta:
        model = Article
        fields = INPUT


class TransitionSerializer(serializers.Serializer):
    transition = serializers.ChoiceField(
        choices=[step.name for step in TRANSITIONS.values() if step.who != Who.CLOCK]
    )
    revision = serializers.IntegerField(
        min_value=1,
        required=False,
        help_text="Refused with 409 if it is not the latest any more.",
    )
    note = serializers.CharField(max_length=500, required=False, allow_blank=True)
    publish_at = serializers.DateTimeField(required=False, help_text="For `schedule`.")
    unpublish_at = serializers.DateTimeField(
        required=False, allow_null=True, help_text="For `publish` and `schedule`."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["transition"] == "schedule" and "publish_at" not in attrs:
            message = self.fields["publish_at"].error_messages["required"]
            raise serializers.ValidationError({"publish_at": message}, "required")
        return attrs


class RevisionSerializer(BaseModelSerializer):
    author = serializers.UUIDField(source="author.public_id", read_only=True, allow_null=True)

    class Meta:
        model = Revision
        fields: tuple[str, ...] = ("number", "author", "title", "restored_from", "created_at")


class WholeRevisionSerializer(RevisionSerializer):
    class Meta(RevisionSerializer.Meta):
        fields = (
            *RevisionSerializer.Meta.fields,
            "summary",
            "body",
            "seo_title",
            "seo_description",
            "seo_keywords",
        )


class DifferenceSerializer(serializers.Serializer):
    before = serializers.IntegerField()
    after = serializers.IntegerField()
    changes = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()),
        help_text="By field, the lines of a unified diff.",
    )


class EditorialCategorySerializer(BaseModelSerializer):
    class Meta:
        model = Category
        fields = ("id", "name", "slug", "description", "parent", "created_at", "updated_at")


class CategoryWriteSerializer(BaseModelSerializer):
    slug = serializers.SlugField(
        max_length=80, required=False, help_text="Made from the name where none is given."
    )
    parent: Any = serializers.IntegerField(source="parent_id", required=False, allow_null=True)

    class Meta:
        model = Category
        fields = ("name", "slug", "description", "parent")


class EditorialTagSerializer(BaseModelSerializer):
    class Meta:
        model = Tag
        fields = ("id", "name", "slug", "created_at", "updated_at")


class TagWriteSerializer(BaseModelSerializer):
    slug = serializers.SlugField(
        max_length=60, required=False, help_text="Made from the name where none is given."
    )

    class Meta:
        model = Tag
        fields = ("name", "slug")
        validators: list[Any] = []


class MediaSerializer(BaseModelSerializer):
    class Meta:
        model = Media
        fields = (
            "id",
            "name",
            "alt",
            "state",
            "width",
            "height",
            "thumbnail",
            "card",
            "full",
            "created_at",
        )


class MediaUploadSerializer(serializers.Serializer):
    file = serializers.FileField(max_length=200, help_text="A JPEG, PNG or WebP.")
    alt = serializers.CharField(max_length=200, required=False, allow_blank=True)


class MediaWriteSerializer(BaseModelSerializer):
    class Meta:
        model = Media
        fields = ("alt",)
