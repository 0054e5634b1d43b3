from apps.articles.models import Article
from apps.articles.serializers import ArticleSerializer
from apps.core.pagination import CursorPagination
from apps.core.viewsets import BaseModelViewSet


class ArticleViewSet(BaseModelViewSet):
    queryset = Article.objects.all()
    serializer_class = ArticleSerializer
    select_related = {"default": ("author", "category")}
    prefetch_related = {"default": ("tags",)}


class ArticleStreamViewSet(ArticleViewSet):
    """The same rows by cursor: no page number, no count."""

    pagination_class = CursorPagination


class VersionedArticleViewSet(ArticleViewSet):
    """The same pages; an unchanged one is known before any of its rows is read."""

    cache_tags = ("articles",)


class RepeatedArticleViewSet(ArticleViewSet):
    """The same pages; a process gives one to the same caller again for some seconds."""

    repeat_for = 5
