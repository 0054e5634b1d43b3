from typing import Any, Final

from axes.admin import AccessAttemptAdmin
from axes.models import AccessAttempt
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.db.models import QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from apps.accounts.forms import AddUserForm, AdminLoginForm, ChangeUserForm, SetPasswordForm
from apps.accounts.models import (
    DataExport,
    EmailChange,
    Profile,
    RecoveryCode,
    SecurityEvent,
    Session,
    TotpDevice,
    User,
)
from apps.core.admin import ReadOnlyAdmin, TrailAdmin
from services.accounts.activation import ActivationService
from services.accounts.deletion import DeletionService
from services.accounts.mfa import MfaService
from services.accounts.sessions import SessionService
from utils.csv import csv_lines

admin.site.login_form = AdminLoginForm
admin.site.login_template = "accounts/admin_login.html"

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
    actions = ("activate", "deactivate", "end_sessions", "disable_mfa", "export_csv")

    readonly_fields = (
        "email_verified_at",
        "last_login",
        "created_at",
        "updated_at",
        "closed_by_owner_at",
        "deletion_due_at",
    )
    fieldsets = (
        (None, {"fields": ("email", "password", "email_verified_at")}),
        (
            _("Permissions"),
            {"fields": ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")},
        ),
        (
            _("Dates"),
            {
                "fields": (
                    ("last_login", "created_at", "updated_at"),
                    ("closed_by_owner_at", "deletion_due_at"),
                )
            },
        ),
    )
    add_fieldsets = ((None, {"fields": ("email", "usable_password", "password1", "password2")}),)

    @admin.display(description=_("verified"), boolean=True, ordering="email_verified_at")
    def verified(self, user: User) -> bool:
        return user.is_email_verified

    @admin.display(description=_("display name"), ordering="profile__display_name")
    def display_name(self, user: User) -> str:
        return user.display_name

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Who may change accounts must not make themselves, or a friend, mightier."""
        fields = super().get_readonly_fields(request, obj)
        if request.user.is_superuser:
            return fields
        return (*fields, "is_staff", "is_superuser", "groups", "user_permissions")

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Nor take over, with a password of their choice, an account that is mightier."""
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_delete_permission(request, obj)

    def within_reach(self, request: HttpRequest, users: QuerySet[User]) -> QuerySet[User]:
        return users if request.user.is_superuser else users.exclude(is_superuser=True)

    def get_inlines(self, request: HttpRequest, obj: User | None) -> Any:
        return self.inlines if obj else ()

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: Any) -> None:
        if not change:
            obj.email_verified_at = timezone.now()  # staff vouches for the address
            User.objects.save_with_profile(obj)
            return
        if "is_active" in form.changed_data:
            service = ActivationService()
            (service.activate if obj.is_active else service.deactivate)(user=obj)
        super().save_model(request, obj, form, change)

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        DeletionService().delete(user=obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for user in self.within_reach(request, queryset).select_related("profile"):
            DeletionService().delete(user=user)

    @admin.action(description=_("Activate"), permissions=["change"])
    def activate(self, request: HttpRequest, users: QuerySet[User]) -> None:
        users = self.within_reach(request, users)
        for user in users:
            ActivationService().activate(user=user)
        self._report(request, len(users))

    @admin.action(description=_("Deactivate and log out"), permissions=["change"])
    def deactivate(self, request: HttpRequest, users: QuerySet[User]) -> None:
        others = self.within_reach(request, users).exclude(
            email=request.user.get_username()
        )  # nobody locks themselves out
        for user in others:
            ActivationService().deactivate(user=user)
        self._report(request, len(others))

    @admin.action(description=_("Log out everywhere"), permissions=["change"])
    def end_sessions(self, request: HttpRequest, users: QuerySet[User]) -> None:
        users = self.within_reach(request, users)
        for user in users:
            SessionService().end_all(user=user)
        self._report(request, len(users))

    @admin.action(description=_("Switch the second factor off"), permissions=["change"])
    def disable_mfa(self, request: HttpRequest, users: QuerySet[User]) -> None:
        """For who has lost both the app and the recovery codes, and has proved who they are."""
        changed = 0
        for user in self.within_reach(request, users):
            if MfaService().disable(user=user, by_id=request.user.pk):
                self.log_change(request, user, str(_("The second factor is off")))
                changed += 1
        self._report(request, changed)

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
class SessionAdmin(ReadOnlyAdmin):
    """To look at and to end, never to make or edit: what a session is bound to stays hidden."""

    list_display = ("user", "device", "created_at", "last_used_at", "expires_at", "ended_at")
    list_select_related = ("user",)
    list_filter = ("created_at", ("ended_at", admin.EmptyFieldListFilter))
    search_fields = ("user__email", "device")
    date_hierarchy = "last_used_at"
    fields = (
        "id",
        "user",
        ("device", "user_agent"),
        ("login_address", "last_address"),
        ("created_at", "last_used_at", "expires_at", "ended_at"),
    )
    actions = ("end",)

    def has_end_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("accounts.change_session")

    @admin.action(description=_("End"), permissions=["end"])
    def end(self, request: HttpRequest, sessions: QuerySet[Session]) -> None:
        for session in sessions.select_related("user"):
            SessionService().log_out(user=session.user, session_id=session.pk)


class LookedAtAdmin(ReadOnlyAdmin):
    """What users ask for themselves: shown, and deleted when it must be."""

    list_select_related = ("user",)
    search_fields = ("user__email",)
    date_hierarchy = "requested_at"


@admin.register(EmailChange)
class EmailChangeAdmin(LookedAtAdmin):
    list_display = ("user", "new_email", "requested_at", "old_confirmed_at", "new_confirmed_at")
    fields = list_display


@admin.register(DataExport)
class DataExportAdmin(LookedAtAdmin):
    """Its file has no address here: nobody but its owner fetches it."""

    list_display = ("user", "requested_at", "ready_at", "expires_at")
    list_filter = ("requested_at", ("ready_at", admin.EmptyFieldListFilter))
    fields = ("id", *list_display)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # its file would stay: it is removed when it expires


@admin.register(SecurityEvent)
class SecurityEventAdmin(TrailAdmin):
    """To look at, and nothing else: nobody tidies up behind themselves."""

    list_display = ("happened_at", "kind", "level", "user", "request_id")
    list_select_related = ("user",)
    list_filter = ("kind", "level", "happened_at")
    search_fields = ("user__email", "request_id", "kind")
    date_hierarchy = "happened_at"
    fields = (*list_display, "details")


@admin.register(TotpDevice)
class TotpDeviceAdmin(LookedAtAdmin):
    """That there is one; its secret has no place here. It is switched off at the user."""

    list_display = ("user", "created_at", "confirmed_at")
    fields = list_display
    date_hierarchy = "created_at"

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(RecoveryCode)
class RecoveryCodeAdmin(TotpDeviceAdmin):
    list_display = ("user", "created_at", "used_at")
    fields = list_display


@admin.register(AccessAttempt)
class FailedLoginAdmin(AccessAttemptAdmin):
    """What axes counts; to delete one lets its account in again from there.

    Without its own action, which fails; each login tidies up anyway.
    """

    actions = ()
