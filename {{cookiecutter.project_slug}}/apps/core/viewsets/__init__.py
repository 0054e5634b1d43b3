"""The bases of this project's resources.

A view set declares; nothing in it queries::

    class ArticleViewSet(BaseModelViewSet):
        queryset = Article.objects.all()
        serializer_classes = {"read": ArticleSerializer, "write": ArticleWriteSerializer}
        select_related = {"default": ("author",)}
        prefetch_related = {"default": ("tags",)}
"""

from apps.core.viewsets.base import BaseModelViewSet, BaseReadOnlyViewSet

__all__ = ["BaseModelViewSet", "BaseReadOnlyViewSet"]
