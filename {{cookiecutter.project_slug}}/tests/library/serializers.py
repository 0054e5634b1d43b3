from collections.abc import Mapping
from typing import Any

from rest_framework import serializers

from apps.core.serializers import BaseModelSerializer, ComputedField
from tests.library.models import Article, Author, Category, Comment, Note, Portrait, Tag


class CategorySerializer(BaseModelSerializer):
    class Meta:
        model = Category
        fields = ("id", "name", "slug")


class TagSerializer(BaseModelSerializer):
    class Meta:
        model = Tag
        fields = ("id", "name")


class AuthorSerializer(BaseModelSerializer):
    class Meta:
        model = Author
        fields = ("id", "name", "email", "born")


class ArticleSerializer(BaseModelSerializer):
    author = AuthorSerializer(read_only=True)
    category = CategorySerializer(read_only=True)
    tags = TagSerializer(many=True, read_only=True)

    class Meta:
        model = Article
        fields = (
            "id", "title", "body", "status", "is_featured", "views", "rating", "price",
            "reference", "extra", "published_at", "embargo", "daily_at", "reading_time",
            "author", "category", "tags", "created_at", "updated_at",
        )  # fmt: skip


class ArticleWriteSerializer(BaseModelSerializer):
    class Meta:
        model = Article
        fields = (
            "title", "body", "status", "views", "price", "extra", "published_at",
            "author", "category", "tags",
        )  # fmt: skip


class PortraitSerializer(BaseModelSerializer):
    class Meta:
        model = Portrait
        fields = ("painter", "scan")


class CommentSerializer(BaseModelSerializer):
    class Meta:
        model = Comment
        fields = ("id", "text")


class ArticleWithCommentsSerializer(BaseModelSerializer):
    comments = CommentSerializer(many=True, read_only=True)
    tags: Any = serializers.PrimaryKeyRelatedField(many=True, read_only=True)

    class Meta:
        model = Article
        fields = ("id", "title", "comments", "tags")


class MentorSerializer(BaseModelSerializer):
    portrait = PortraitSerializer(read_only=True)

    class Meta:
        model = Author
        fields = ("name", "portrait")


class CaptionField(ComputedField):
    columns = ("name", "mentor__name", "portrait__scan")

    def compute(self, values: tuple[Any, ...], context: Mapping[str, Any]) -> str:
        return repr((values, sorted(context)))


class AuthorPageSerializer(BaseModelSerializer):
    """Relations of every kind, in both directions and two levels deep."""

    mentor = MentorSerializer(read_only=True)
    mentor_name = serializers.CharField(source="mentor.name", read_only=True)
    mentor_born = serializers.DateField(source="mentor.born", allow_null=True, read_only=True)
    mentor_email = serializers.CharField(source="mentor.email", default="none")
    painter = serializers.CharField(source="portrait.painter", read_only=True)
    scan = serializers.FileField(source="portrait.scan", read_only=True)
    mentor_id: Any = serializers.PrimaryKeyRelatedField(source="mentor", read_only=True)
    mentor_slug: Any = serializers.SlugRelatedField("name", source="mentor", read_only=True)
    articles = ArticleWithCommentsSerializer(many=True, read_only=True)
    titles: Any = serializers.SlugRelatedField(
        "title", source="articles", many=True, read_only=True
    )
    kind = serializers.CharField(default="author", read_only=True)
    caption = CaptionField()
    self = AuthorSerializer(source="*", read_only=True)

    class Meta:
        model = Author
        fields = (
            "pk", "name", "mentor", "mentor_name", "mentor_born", "mentor_email", "painter",
            "scan", "mentor_id", "mentor_slug", "articles", "titles", "kind", "caption", "self",
        )  # fmt: skip


class HeadlineSerializer(BaseModelSerializer):
    """Not compilable: shows what no column holds."""

    author: Any = serializers.StringRelatedField()
    shout = serializers.SerializerMethodField()

    class Meta:
        model = Article
        fields = ("id", "headline", "author", "shout")

    def get_shout(self, article: Article) -> str:
        return f"{article.title}!"


class NoteSerializer(BaseModelSerializer):
    class Meta:
        model = Note
        fields = ("id", "title", "is_active")
