from typing import Any

from django import forms
from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest
from waffle.admin import FlagAdmin as WaffleFlagAdmin
from waffle.admin import SwitchAdmin
from waffle.models import Switch

from apps.features.models import Flag
from apps.organizations.plans import Plan


class FlagForm(forms.ModelForm):
    plans = forms.TypedMultipleChoiceField(
        choices=Plan.choices, required=False, widget=forms.CheckboxSelectMultiple
    )


@admin.register(Flag)
class FlagAdmin(WaffleFlagAdmin):
    """Without waffle's testing mode, by which any caller could switch a flag on for themselves."""

    form = FlagForm
    exclude = ("testing", "rollout")
    raw_id_fields = ("users", "organizations")  # type: ignore[assignment]
    readonly_fields = ("created", "modified")
    date_hierarchy = "modified"

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        super().save_related(request, form, formsets, change)
        transaction.on_commit(form.instance.flush)


admin.site.register(Switch, SwitchAdmin)
