from rest_framework.routers import SimpleRouter

from apps.articles.views import (
    ArticleStreamViewSet,
    ArticleViewSet,
    RepeatedArticleViewSet,
    VersionedArticleViewSet,
)

router = SimpleRouter()
router.register("articles", ArticleViewSet)
router.register("article-stream", ArticleStreamViewSet, basename="article-stream")
router.register("articles-versioned", VersionedArticleViewSet, basename="article-versioned")
router.register("articles-repeated", RepeatedArticleViewSet, basename="article-repeated")

urlpatterns = router.urls
