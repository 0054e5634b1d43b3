from django.urls import include, path
from rest_framework.routers import SimpleRouter

from apps.content.views.comments import CommentViewSet, ModerationViewSet, OwnCommentView
from apps.content.views.editorial import EditorialArticleViewSet
from apps.content.views.filing import EditorialCategoryViewSet, EditorialTagViewSet
from apps.content.views.media import MediaViewSet
from apps.content.views.public import ArticleViewSet, CategoryViewSet, TagViewSet
from apps.content.views.readers import (
    BookmarkView,
    BookmarkViewSet,
    EngagementView,
    ReactionView,
    RelatedView,
    ShareView,
)
from apps.content.views.revisions import RevisionViewSet

public = SimpleRouter(use_regex_path=False)
public.register("articles", ArticleViewSet, basename="articles")
public.register("categories", CategoryViewSet, basename="categories")

editorial = SimpleRouter(use_regex_path=False)
editorial.register("articles", EditorialArticleViewSet, basename="editorial-articles")
editorial.register("categories", EditorialCategoryViewSet, basename="editorial-categories")
editorial.register("comments", ModerationViewSet, basename="editorial-comments")
editorial.register("media", MediaViewSet, basename="editorial-media")
editorial.register("tags", EditorialTagViewSet, basename="editorial-tags")

revisions = SimpleRouter(use_regex_path=False)
revisions.register("revisions", RevisionViewSet, basename="article-revisions")

ARTICLE = "articles/<slug:slug>/"
COMMENTS = CommentViewSet.as_view({"get": "list", "post": "create"})
urlpatterns = [
    *public.urls,
    path("tags/", TagViewSet.as_view({"get": "list"}), name="tags-list"),
    path("bookmarks/", BookmarkViewSet.as_view({"get": "list"}), name="bookmarks-list"),
    path("comments/<uuid:comment_id>/", OwnCommentView.as_view(), name="own-comment"),
    path(f"{ARTICLE}bookmark/", BookmarkView.as_view(), name="article-bookmark"),
    path(f"{ARTICLE}comments/", COMMENTS, name="article-comments"),
    path(f"{ARTICLE}engagement/", EngagementView.as_view(), name="article-engagement"),
    path(f"{ARTICLE}reactions/<slug:kind>/", ReactionView.as_view(), name="article-reaction"),
    path(f"{ARTICLE}related-articles/", RelatedView.as_view(), name="article-related"),
    path(f"{ARTICLE}shares/", ShareView.as_view(), name="article-shares"),
    path("editorial/", include(editorial.urls)),
    path("editorial/articles/<uuid:article_id>/", include(revisions.urls)),
]
