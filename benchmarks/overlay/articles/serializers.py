from apps.articles.models import Article, Author, Category, Tag
from apps.core.serializers import BaseModelSerializer


class AuthorSerializer(BaseModelSerializer):
    class Meta:
        model = Author
        fields = ["id", "name", "email"]


class CategorySerializer(BaseModelSerializer):
    class Meta:
        model = Category
        fields = ["id", "name", "slug"]


class TagSerializer(BaseModelSerializer):
    class Meta:
        model = Tag
        fields = ["id", "name", "slug"]


class ArticleSerializer(BaseModelSerializer):
    author = AuthorSerializer()
    category = CategorySerializer()
    tags = TagSerializer(many=True)

    class Meta:
        model = Article
        fields = [
            "id",
            "title",
            "slug",
            "summary",
            "status",
            "reading_minutes",
            "rating",
            "published_at",
            "created_at",
            "updated_at",
            "author",
            "category",
            "tags",
        ]
