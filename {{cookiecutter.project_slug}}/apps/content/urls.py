from django.urls import include, path
from rest_framework.routers import SimpleRouter

from apps.content.views.editorial import EditorialArticleViewSet
from apps.content.views.filing import EditorialCategoryViewSet, EditorialTagViewSet
from apps.content.views.media import MediaViewSet
from apps.content.views.public import ArticleViewSet, CategoryViewSet, TagViewSet
from apps.content.views.revisions import RevisionViewSet

public = SimpleRouter(use_regex_path=False)
public.register("articles", ArticleViewSet, basename="articles")
public.register("categories", CategoryViewSet, basename="categories")

editorial = SimpleRouter(use_regex_path=False)
editorial.register("articles", EditorialArticleViewSet, basename="editorial-articles")
editorial.register("categories", EditorialCategoryViewSet, basename="editorial-categories")
editorial.register("media", MediaViewSet, basename="editorial-media")
editorial.register("tags", EditorialTagViewSet, basename="editorial-tags")

revisions = SimpleRouter(use_regex_path=False)
revisions.register("revisions", RevisionViewSet, basename="article-revisions")

urlpatterns = [
    path("", include(public.urls)),
    path("tags/", TagViewSet.as_view({"get": "list"}), name="tags-list"),
    path("editorial/", include(editorial.urls)),
    path("editorial/articles/<uuid:article_id>/", include(revisions.urls)),
]
