from typing import Any, ClassVar

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.forms import (
    AdminPasswordChangeForm,
    AdminUserCreationForm,
    UserChangeForm,
)
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from services.accounts.mfa import MfaService
from services.accounts.sessions import SessionService
from services.errors import ServiceError


class AddUserForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ("email",)

    def clean_email(self) -> str:
        return User.objects.normalize_email(self.cleaned_data["email"])


class ChangeUserForm(UserChangeForm):
    class Meta:
        model = User
        fields = "__all__"
        field_classes: ClassVar[dict[str, type]] = {}  # the parent's are for a user name

    def clean_email(self) -> str:
        return User.objects.normalize_email(self.cleaned_data["email"])


class SetPasswordForm(AdminPasswordChangeForm):
    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002
        user = super().save(commit=commit)
        SessionService().end_all(user=user)
        return user


class SecondFactorForm(forms.Form):
    """Beside a form that asks for a password: the second factor of who has one."""

    code = forms.CharField(
        label=_("Code, if you use an app"),
        required=False,
        max_length=16,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "icon": "mobile-alt"}),
    )

    def clean(self) -> Any:
        cleaned = super().clean() or {}
        user, service = self.get_user(), MfaService()  # type: ignore[attr-defined]
        if user is not None and service.is_on(user):
            try:
                service.check(user=user, code=cleaned.get("code", ""))
            except ServiceError as refusal:
                raise ValidationError(str(refusal), refusal.problems[0].code) from refusal
        return cleaned


class AdminLoginForm(SecondFactorForm, AdminAuthenticationForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["username", "password", "code"])
        self.fields["password"].widget.attrs["icon"] = "lock"
        for field in self.fields.values():
            field.widget.attrs |= {"class": "form-control", "placeholder": field.label}
