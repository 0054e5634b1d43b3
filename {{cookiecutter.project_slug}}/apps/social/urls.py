from django.urls import include, path
from rest_framework.routers import SimpleRouter

from apps.social.views import (
    CookieReturnView,
    IdentityViewSet,
    LinkStartView,
    LinkView,
    ProvidersView,
    ReturnView,
    StartView,
)

router = SimpleRouter()
router.register("users/me/identities", IdentityViewSet, basename="identities")

urlpatterns = [
    path("auth/social/", ProvidersView.as_view(), name="social-providers"),
    path("auth/social/<slug:provider>/start/", StartView.as_view(), name="social-start"),
    path(
        "auth/social/<slug:provider>/cookie/",
        CookieReturnView.as_view(),
        name="social-cookie-login",
    ),
    path("auth/social/<slug:provider>/", ReturnView.as_view(), name="social-login"),
    path(
        "users/me/identities/link/<slug:provider>/start/",
        LinkStartView.as_view(),
        name="identity-link-start",
    ),
    path("users/me/identities/link/<slug:provider>/", LinkView.as_view(), name="identity-link"),
    path("", include(router.urls)),
]
