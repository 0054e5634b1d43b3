from django.urls import include, path
from rest_framework.routers import SimpleRouter

from apps.accounts.views.passwords import (
    PasswordChangeView,
    PasswordResetConfirmView,
    PasswordResetRequestView,
)
from apps.accounts.views.registration import (
    RegisterView,
    ResendVerificationView,
    VerifyEmailView,
)
from apps.accounts.views.sessions import LoginView, LogoutView, RefreshView
from apps.accounts.views.users import MeView, UserViewSet

router = SimpleRouter()
router.register("users", UserViewSet, basename="users")

auth = [
    path("register/", RegisterView.as_view(), name="register"),
    path("verify-email/", VerifyEmailView.as_view(), name="verify-email"),
    path("verify-email/resend/", ResendVerificationView.as_view(), name="verify-email-resend"),
    path("token/", LoginView.as_view(), name="login"),
    path("token/refresh/", RefreshView.as_view(), name="refresh"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("password/reset/", PasswordResetRequestView.as_view(), name="password-reset"),
    path(
        "password/reset/confirm/",
        PasswordResetConfirmView.as_view(),
        name="password-reset-confirm",
    ),
    path("password/change/", PasswordChangeView.as_view(), name="password-change"),
]

urlpatterns = [
    path("auth/", include(auth)),
    path("users/me/", MeView.as_view(), name="me"),
    path("", include(router.urls)),
]
