import uuid

from django.db import models
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from apps.accounts.models.user import User


class Session(models.Model):
    """One login, and the family of tokens that descends from it.

    Of all refresh tokens of a session the newest alone is good, so a spent one gives itself away.
    Every access token names its session and dies with it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sessions")
    refresh_jti = models.CharField(max_length=32, editable=False)
    auth_hash = models.CharField(
        max_length=64,
        editable=False,
        help_text=_("Bound to the password at login: a new password ends the session by itself."),
    )
    user_agent = models.CharField(_("user agent"), max_length=300, blank=True)
    device = models.CharField(_("device"), max_length=100, blank=True)
    login_address = models.GenericIPAddressField(_("logged in from"), null=True, blank=True)
    login_network = models.CharField(max_length=43, blank=True, editable=False)
    last_address = models.GenericIPAddressField(_("last used from"), null=True, blank=True)
    authenticated_at = models.DateTimeField(_("proved at"))
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    last_used_at = models.DateTimeField(_("last used at"))
    expires_at = models.DateTimeField(_("expires at"), db_index=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["-last_used_at"]
        indexes = [
            models.Index(
                fields=["user", "-last_used_at"],
                name="accounts_session_live",
                condition=models.Q(ended_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_live(self) -> bool:
        """Needs `user` loaded."""
        return (
            self.ended_at is None
            and self.user.is_active
            and constant_time_compare(self.auth_hash, self.user.get_session_auth_hash())
        )
