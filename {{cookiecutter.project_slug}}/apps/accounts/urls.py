from django.urls import include, path
from rest_framework.routers import SimpleRouter

from apps.accounts.views.avatars import AvatarView
from apps.accounts.views.closing import (
    DeletionCancelView,
    DeletionView,
    ReactivationConfirmView,
    ReactivationRequestView,
)
from apps.accounts.views.cookies import CookieLoginView, CookieRefreshView
from apps.accounts.views.email_change import (
    EmailChangeCancelView,
    EmailChangeConfirmView,
    EmailChangeView,
)
from apps.accounts.views.exports import ExportDownloadView, ExportView
from apps.accounts.views.mfa import (
    CookieMfaLoginView,
    MfaLoginView,
    MfaView,
    RecoveryCodesView,
    TotpConfirmView,
    TotpView,
)
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
from apps.accounts.views.sessions import (
    LoginView,
    LogoutView,
    ReauthenticationView,
    RefreshView,
    SessionViewSet,
)
from apps.accounts.views.users import MeView, PublicProfileView, RolesView, UserViewSet

router = SimpleRouter()
router.register("users/me/sessions", SessionViewSet, basename="sessions")
router.register("users", UserViewSet, basename="users")

auth = [
    path("register/", RegisterView.as_view(), name="register"),
    path("verify-email/", VerifyEmailView.as_view(), name="verify-email"),
    path("verify-email/resend/", ResendVerificationView.as_view(), name="verify-email-resend"),
    path("token/", LoginView.as_view(), name="login"),
    path("token/refresh/", RefreshView.as_view(), name="refresh"),
    path("token/mfa/", MfaLoginView.as_view(), name="login-mfa"),
    path("cookie/mfa/", CookieMfaLoginView.as_view(), name="cookie-login-mfa"),
    path("mfa/", MfaView.as_view(), name="mfa"),
    path("mfa/totp/", TotpView.as_view(), name="mfa-totp"),
    path("mfa/totp/confirm/", TotpConfirmView.as_view(), name="mfa-totp-confirm"),
    path("mfa/recovery-codes/", RecoveryCodesView.as_view(), name="mfa-recovery-codes"),
    path("cookie/", CookieLoginView.as_view(), name="cookie-login"),
    path("cookie/refresh/", CookieRefreshView.as_view(), name="cookie-refresh"),
    path("reauthenticate/", ReauthenticationView.as_view(), name="reauthenticate"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("password/reset/", PasswordResetRequestView.as_view(), name="password-reset"),
    path(
        "password/reset/confirm/",
        PasswordResetConfirmView.as_view(),
        name="password-reset-confirm",
    ),
    path("password/change/", PasswordChangeView.as_view(), name="password-change"),
    path("email/change/", EmailChangeView.as_view(), name="email-change"),
    path("email/change/confirm/", EmailChangeConfirmView.as_view(), name="email-change-confirm"),
    path("email/change/cancel/", EmailChangeCancelView.as_view(), name="email-change-cancel"),
    path("reactivation/", ReactivationRequestView.as_view(), name="reactivation"),
    path("reactivation/confirm/", ReactivationConfirmView.as_view(), name="reactivation-confirm"),
    path("deletion/cancel/", DeletionCancelView.as_view(), name="deletion-cancel"),
]

urlpatterns = [
    path("auth/", include(auth)),
    path("users/me/", MeView.as_view(), name="me"),
    path("users/me/roles/", RolesView.as_view(), name="roles"),
    path("users/me/avatar/", AvatarView.as_view(), name="avatar"),
    path("users/me/deletion/", DeletionView.as_view(), name="deletion"),
    path("users/me/export/", ExportView.as_view(), name="export"),
    path("users/me/export/<uuid:export_id>/", ExportDownloadView.as_view(), name="export-download"),
    path("users/<uuid:public_id>/profile/", PublicProfileView.as_view(), name="public-profile"),
    path("", include(router.urls)),
]
