"""What a service refuses, as the form shows it: somebody else was quicker, or the tree says no."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.db import IntegrityError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from services.content.constraints import is_dangling
from services.content.naming import gone
from services.errors import ServiceError


class ServiceForm(forms.ModelForm):
    refused: ClassVar[ServiceError | None] = None
    fields_of: ClassVar[dict[str, str]] = {}  # by a refusal's code, where its message belongs

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for problem in self.refused.problems if self.refused else ():
            name = self.fields_of.get(problem.code) or problem.attr
            self.add_error(name if name in self.fields else None, problem.message)
        return data


class ServiceAdmin(admin.ModelAdmin):
    """Saves and deletes by services. What these refuse has left nothing behind when it is shown."""

    form: type[ServiceForm] = ServiceForm

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        def view() -> HttpResponse:
            return super(ServiceAdmin, self).changeform_view(
                request, object_id, form_url, extra_context
            )

        try:
            return view()
        except ServiceError as refusal:
            request.refused = refusal  # type: ignore[attr-defined]
        except IntegrityError as error:
            if not is_dangling(error):
                raise
            request.refused = gone()  # type: ignore[attr-defined]
        return view()

    def get_form(
        self,
        request: HttpRequest,
        obj: Any = None,
        change: bool = False,  # noqa: FBT001, FBT002 - Django's signature
        **kwargs: Any,
    ) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        refused = getattr(request, "refused", None)
        return type(form.__name__, (form,), {"refused": refused}) if refused else form

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for row in queryset:
            try:
                self.delete_model(request, row)
            except ServiceError as refusal:
                self.message_user(request, f"{row}: {refusal}", messages.ERROR)
