from typing import Any, Final

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.db.models import QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from apps.accounts.forms import AddUserForm, ChangeUserForm, SetPasswordForm
from apps.accounts.models import Profile, Session, User
from services.accounts.activation import ActivationService
from services.accounts.sessions import SessionService
from utils.csv import csv_lines

EXPORTED: Final = (
    "id",
    "email",
    "profile__display_name",
    "is_active",
    "is_staff",
    "email_verified_at",
    "last_login",
    "created_at",
)


class ProfileInline(admin.StackedInline):
    model = Profile
    can_delete = False
    min_num = max_num = 1


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    form = ChangeUserForm
    add_form = AddUserForm
    change_password_form = SetPasswordForm
    inlines = (ProfileInline,)

    list_display = ("email", "display_name", "is_active", "is_staff", "verified", "last_login")
    list_select_related = ("profile",)
    list_filter = ("is_active", "is_staff", "is_superuser", "groups", "created_at")
    search_fields = ("email", "profile__display_name")
    search_help_text = _("E-mail address or display name")
    ordering = ("email",)
    date_hierarchy = "created_at"
    actions = ("activate", "deactivate", "end_sessions", "export_csv")

    readonly_fields = ("email_verified_at", "last_login", "created_at", "updated_at")
    fieldsets = (
        (None, {"fields": ("email", "password", "email_verified_at")}),
        (
            _("Permissions"),
            {"fields": ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")},
        ),
        (_("Dates"), {"fields": ("last_login", "created_at", "updated_at")}),
    )
    add_fieldsets = ((None, {"fields": ("email", "usable_password", "password1", "password2")}),)

    @admin.display(description=_("verified"), boolean=True, ordering="email_verified_at")
    def verified(self, user: User) -> bool:
        return user.is_email_verified

    @admin.display(description=_("display name"), ordering="profile__display_name")
    def display_name(self, user: User) -> str:
        return user.display_name

    def get_inlines(self, request: HttpRequest, obj: User | None) -> Any:
        return self.inlines if obj else ()

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: Any) -> None:
        if not change:
            obj.email_verified_at = timezone.now()  # staff vouches for the address
            User.objects.save_with_profile(obj)
            return
        super().save_model(request, obj, form, change)
        if "is_active" in form.changed_data and not obj.is_active:
            ActivationService().deactivate(user=obj)

    @admin.action(description=_("Activate"), permissions=["change"])
    def activate(self, request: HttpRequest, users: QuerySet[User]) -> None:
        for user in users:
            ActivationService().activate(user=user)
        self._report(request, len(users))

    @admin.action(description=_("Deactivate and log out"), permissions=["change"])
    def deactivate(self, request: HttpRequest, users: QuerySet[User]) -> None:
        others = users.exclude(email=request.user.get_username())  # nobody locks themselves out
        for user in others:
            ActivationService().deactivate(user=user)
        self._report(request, len(others))

    @admin.action(description=_("Log out everywhere"), permissions=["change"])
    def end_sessions(self, request: HttpRequest, users: QuerySet[User]) -> None:
        for user in users:
            SessionService().end_all(user=user)
        self._report(request, len(users))

    @admin.action(description=_("Export as CSV"), permissions=["view"])
    def export_csv(self, request: HttpRequest, users: QuerySet[User]) -> StreamingHttpResponse:
        return StreamingHttpResponse(
            csv_lines(EXPORTED, users.values_list(*EXPORTED).iterator(chunk_size=1000)),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="users.csv"'},
        )

    def _report(self, request: HttpRequest, count: int) -> None:
        message = ngettext("%(count)d user changed.", "%(count)d users changed.", count)
        self.message_user(request, message % {"count": count})


@admin.register(Session)
class SessionAdmin(admin.ModelAdmin):
    """To look at and to end, never to make or edit: what a session is bound to stays hidden."""

    list_display = ("user", "created_at", "last_used_at", "expires_at", "ended_at")
    list_select_related = ("user",)
    list_filter = ("created_at", ("ended_at", admin.EmptyFieldListFilter))
    search_fields = ("user__email",)
    date_hierarchy = "last_used_at"
    fields = ("id", "user", "created_at", "last_used_at", "expires_at", "ended_at")
    actions = ("end",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Session | None = None) -> bool:
        return False

    def has_end_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("accounts.change_session")

    @admin.action(description=_("End"), permissions=["end"])
    def end(self, request: HttpRequest, sessions: QuerySet[Session]) -> None:
        for session in sessions.select_related("user"):
            SessionService().log_out(user=session.user, session_id=session.pk)
