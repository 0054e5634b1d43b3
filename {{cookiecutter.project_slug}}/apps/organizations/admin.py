from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from apps.core.admin import ReadOnlyAdmin, ReadOnlyInline
from apps.organizations.models import Invitation, Membership, Organization, Role, Team, TeamMember


def is_last_owner(member: Membership) -> bool:
    """Of what is stored, whatever the form says."""
    owners = Membership.objects.filter(role=Role.OWNER)
    stored = owners.filter(pk=member.pk).first()
    if stored is None:
        return False
    return not owners.filter(organization=stored.organization_id).exclude(pk=stored.pk).exists()


class MembershipInline(ReadOnlyInline):
    """To look at: members are changed at the membership, where rules apply."""

    model = Membership
    show_change_link = True
    fields = readonly_fields = ("user", "role", "created_at")


@admin.register(Organization)
class OrganizationAdmin(admin.ModelAdmin):
    list_display = ("name", "plan", "plan_ends_at", "is_active", "created_at", "deleted_at")
    list_filter = ("plan", "is_active", "created_at")
    search_fields = ("name",)
    date_hierarchy = "created_at"
    readonly_fields = ("id", "created_at", "updated_at", "deleted_at")
    inlines = (MembershipInline,)


class MembershipForm(forms.ModelForm):
    def clean_role(self) -> str:
        role: str = self.cleaned_data["role"]
        if role != Role.OWNER and is_last_owner(self.instance):
            raise ValidationError(_("Make somebody else the owner first."), code="last_owner")
        return role


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin):
    """The last owner stays here too. One at a time is deleted, for each is looked at."""

    form = MembershipForm
    list_display = ("user", "organization", "role", "created_at")
    list_select_related = ("user", "organization")
    list_filter = ("role", "created_at")
    search_fields = ("user__email", "organization__name")
    autocomplete_fields = ("user", "organization")
    date_hierarchy = "created_at"

    def get_readonly_fields(self, request: HttpRequest, obj: Membership | None = None) -> Any:
        """Who it is of and where does not change: last owners could be moved away."""
        return ("user", "organization", "created_at", "updated_at") if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Membership | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and is_last_owner(obj))

    def get_actions(self, request: HttpRequest) -> Any:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions


class TeamMemberInline(admin.TabularInline):
    model = TeamMember
    extra = 0
    autocomplete_fields = ("membership",)


@admin.register(Team)
class TeamAdmin(admin.ModelAdmin):
    list_display = ("name", "organization", "created_at")
    list_select_related = ("organization",)
    search_fields = ("name", "organization__name")
    autocomplete_fields = ("organization",)
    date_hierarchy = "created_at"
    inlines = (TeamMemberInline,)


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    """To look at and to call off: the link is in the mail alone."""

    list_display = ("email", "organization", "role", "invited_by", "sent_at", "expires_at")
    list_select_related = ("organization", "invited_by")
    list_filter = ("role", "sent_at")
    search_fields = ("email", "organization__name")
    date_hierarchy = "sent_at"
    fields = list_display
