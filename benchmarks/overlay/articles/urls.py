from rest_framework.routers import SimpleRouter

from apps.articles.views import ArticleStreamViewSet, ArticleViewSet

router = SimpleRouter()
router.register("articles", ArticleViewSet)
router.register("article-stream", ArticleStreamViewSet, basename="article-stream")

urlpatterns = router.urls
