from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from apps.accounts.forms import SecondFactorForm


class LoginForm(SecondFactorForm, AuthenticationForm):
    """As the API's login: with the second factor, and for confirmed addresses alone."""

    field_order = ("username", "password", "code")

    def confirm_login_allowed(self, user: Any) -> None:
        super().confirm_login_allowed(user)
        if not user.is_email_verified:
            raise ValidationError(_("Confirm your e-mail address first."), "email_not_verified")
