"""The project's addresses, and the library's."""

from django.urls import include, path
from rest_framework.routers import DefaultRouter

from config import urls as project
from tests.library import views

router = DefaultRouter()
router.include_root_view = False
router.register("articles", views.ArticleViewSet, basename="article")
router.register("articles-by-offset", views.ByOffsetViewSet, basename="article-by-offset")
router.register("articles-by-cursor", views.ByCursorViewSet, basename="article-by-cursor")
router.register("articles-versioned", views.VersionedViewSet, basename="article-versioned")
router.register("articles-kept", views.KeptViewSet, basename="article-kept")
router.register("articles-repeated", views.RepeatedViewSet, basename="article-repeated")
router.register("articles-more", views.LoadMoreViewSet, basename="article-more")
router.register("headlines", views.HeadlineViewSet, basename="headline")
router.register("authors", views.AuthorViewSet, basename="author")
router.register("categories", views.CategoryViewSet, basename="category")
router.register("notes", views.NoteViewSet, basename="note")

urlpatterns = [
    path(
        "api/v1/library/",
        include(
            [
                *router.urls,
                path("published/", views.PublishedViewSet.as_view({"get": "list"})),
                path("published/<int:pk>/", views.PublishedViewSet.as_view({"get": "retrieve"})),
                path("limited/", views.LimitedView.as_view()),
                path("broken/", views.BrokenView.as_view()),
            ]
        ),
    ),
    *project.urlpatterns,
]

handler400 = project.handler400
handler403 = project.handler403
handler404 = project.handler404
handler500 = project.handler500
