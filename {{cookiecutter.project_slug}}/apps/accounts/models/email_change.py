import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.accounts.models.user import User


class EmailChange(models.Model):
    """A change of address that waits for both ends. A user has one at most: a new one replaces it.

    Every request has a nonce of its own, so the links of an older one are dead.
    """

    user = models.OneToOneField(
        User, on_delete=models.CASCADE, primary_key=True, related_name="email_change"
    )
    new_email = models.EmailField(_("new e-mail address"))
    nonce = models.UUIDField(default=uuid.uuid4, editable=False)
    requested_at = models.DateTimeField(_("requested at"))
    old_confirmed_at = models.DateTimeField(_("confirmed by the old address at"), null=True)
    new_confirmed_at = models.DateTimeField(_("confirmed by the new address at"), null=True)

    class Meta:
        verbose_name = _("change of e-mail address")
        verbose_name_plural = _("changes of e-mail addresses")
        constraints = [
            models.CheckConstraint(
                # With both there is nothing left to wait for.
                condition=models.Q(old_confirmed_at=None) | models.Q(new_confirmed_at=None),
                name="accounts_emailchange_waits",
            )
        ]

    def __str__(self) -> str:
        return self.new_email
