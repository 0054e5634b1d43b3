from articles.models import Article
from articles.serializers import ArticleSerializer
from rest_framework.permissions import IsAuthenticated
from rest_framework.viewsets import ModelViewSet


class ArticleViewSet(ModelViewSet):
    queryset = Article.objects.select_related("author", "category").prefetch_related("tags")
    serializer_class = ArticleSerializer
    permission_classes = [IsAuthenticated]
