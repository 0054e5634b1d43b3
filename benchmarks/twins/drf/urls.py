from articles.views import ArticleViewSet
from django.urls import include, path
from rest_framework.routers import SimpleRouter

router = SimpleRouter()
router.register("articles", ArticleViewSet)

urlpatterns = [path("api/v1/", include(router.urls))]
