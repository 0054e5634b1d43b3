from rest_framework.routers import SimpleRouter

from apps.oauth2.views import AuthorizedApplicationViewSet

router = SimpleRouter()
router.register("users/me/applications", AuthorizedApplicationViewSet, basename="applications")

urlpatterns = router.urls
