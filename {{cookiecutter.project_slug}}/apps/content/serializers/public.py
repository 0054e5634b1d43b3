"""What readers see."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.content.metadata import Facts, metadata_of
from apps.content.models import Article, Category, Media, Tag
from apps.core.serializers import BaseModelSerializer, ComputedField


class CategoryNameSerializer(BaseModelSerializer):
    class Meta:
        model = Category
        fields = ("name", "slug")


class CategorySerializer(BaseModelSerializer):
    parent: Any = serializers.SlugRelatedField(
        slug_field="slug",
        read_only=True,
        allow_null=True,
        help_text="Slug of the category above.",
    )

    class Meta:
        model = Category
        fields = ("name", "slug", "description", "parent")


class TagSerializer(BaseModelSerializer):
    class Meta:
        model = Tag
        fields = ("name", "slug")


class PictureSerializer(BaseModelSerializer):
    """Each variant is an address, or null until it has been made."""

    class Meta:
        model = Media
        fields = ("alt", "width", "height", "thumbnail", "card", "full")


class MetadataSerializer(serializers.Serializer):
    title = serializers.CharField()
    description = serializers.CharField()
    keywords = serializers.ListField(child=serializers.CharField())
    canonical = serializers.URLField()
    open_graph = serializers.DictField(child=serializers.CharField())
    json_ld = serializers.DictField()


@extend_schema_field(MetadataSerializer)
class MetadataField(ComputedField):
    columns = Facts._fields

    def compute(self, values: tuple[Any, ...], context: Mapping[str, Any]) -> dict[str, Any]:
        return metadata_of(Facts(*values), context["request"].build_absolute_uri)


class ArticleCardSerializer(BaseModelSerializer):
    category = CategoryNameSerializer(read_only=True, allow_null=True)
    tags = TagSerializer(many=True, read_only=True)
    cover = PictureSerializer(read_only=True, allow_null=True)

    class Meta:
        model = Article
        fields: tuple[str, ...] = (
            "id",
            "slug",
            "title",
            "summary",
            "byline",
            "category",
            "tags",
            "cover",
            "reading_minutes",
            "published_at",
        )


class ArticleSerializer(ArticleCardSerializer):
    metadata = MetadataField()

    class Meta(ArticleCardSerializer.Meta):
        fields = (*ArticleCardSerializer.Meta.fields, "body", "updated_at", "metadata")
