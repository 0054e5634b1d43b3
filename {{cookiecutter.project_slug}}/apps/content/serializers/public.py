"""What readers see."""

from typing import Any

from rest_framework import serializers

from apps.content.models import Article, Category, Tag
from apps.core.serializers import BaseModelSerializer


class CategoryNameSerializer(BaseModelSerializer):
    class Meta:
        model = Category
        fields = ("name", "slug")


class CategorySerializer(BaseModelSerializer):
    parent: Any = serializers.SlugRelatedField(
        slug_field="slug", read_only=True, help_text="Slug of the category above."
    )

    class Meta:
        model = Category
        fields = ("name", "slug", "description", "parent")


class TagSerializer(BaseModelSerializer):
    class Meta:
        model = Tag
        fields = ("name", "slug")


class ArticleCardSerializer(BaseModelSerializer):
    category = CategoryNameSerializer(read_only=True)
    tags = TagSerializer(many=True, read_only=True)

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
            "reading_minutes",
            "published_at",
        )


class ArticleSerializer(ArticleCardSerializer):
    class Meta(ArticleCardSerializer.Meta):
        fields = (*ArticleCardSerializer.Meta.fields, "body", "updated_at")
