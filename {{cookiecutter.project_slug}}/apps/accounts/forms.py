from typing import Any, ClassVar

from django.contrib.auth.forms import (
    AdminPasswordChangeForm,
    AdminUserCreationForm,
    UserChangeForm,
)

from apps.accounts.models import User
from services.accounts.sessions import SessionService


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
