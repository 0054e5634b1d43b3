from articles.views import ArticleViewSet
from django.urls import include, path
from rest_framework.routers import SimpleRouter
from stories.views import StoryStreamViewSet, StoryViewSet

router = SimpleRouter()
router.register("articles", ArticleViewSet)
router.register("stories", StoryViewSet)
router.register("story-stream", StoryStreamViewSet, basename="story-stream")

urlpatterns = [path("api/v1/", include(router.urls))]
