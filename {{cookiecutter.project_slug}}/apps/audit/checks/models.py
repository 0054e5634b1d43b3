from collections.abc import Iterator
from typing import Final

from django.db.models import CheckConstraint, Field, Model, UniqueConstraint

from apps.audit.checks import Finding, Project, check
from apps.audit.indexes import has_index
from apps.core.models import SoftDeleteModel, TimestampedModel

PAGE: Final = "docs/architecture.md"
MONEY: Final = ("price", "amount", "total", "cost", "balance", "fee", "salary", "budget")
SHORT: Final = 255  # characters


def label(model: type[Model], field: str = "") -> str:
    return f"{model._meta.label}.{field}" if field else model._meta.label


def columns(model: type[Model]) -> list[Field]:
    """Those that the model declares itself, or takes from an abstract one."""
    return list(model._meta.local_fields)


@check(
    "M001",
    "Every model says what its rows are called",
    guide="Model Validation: string representations (`__str__`) are meaningful",
    hint="Write a `__str__` by which a person in the admin knows the row.",
    page=PAGE,
)
def names(project: Project) -> Iterator[Finding]:
    for model in project.models:
        if model.__str__ is Model.__str__:
            yield Finding.about(model, label(model), "has no `__str__` of its own")


@check(
    "M002",
    "No model uses `unique_together`",
    guide="Database Optimization: unique constraints and database-level validations implemented",
    hint="Use a UniqueConstraint with a name; among soft-deleted rows `unique_among_live`.",
    page=PAGE,
)
def unique_together(project: Project) -> Iterator[Finding]:
    for model in project.models:
        if model._meta.unique_together:
            yield Finding.about(model, label(model), "declares `unique_together`")


@check(
    "M003",
    "Every column of choices has a constraint in the database",
    guide="Model Validation: business logic constraints enforced at model level",
    hint="Add a CheckConstraint such as `Q(status__in=Status.values)`.",
    page=PAGE,
)
def choices(project: Project) -> Iterator[Finding]:
    for model in project.models:
        conditions = " ".join(
            str(each.condition)
            for each in model._meta.constraints
            if isinstance(each, CheckConstraint)
        )
        for field in columns(model):
            if field.choices and f"'{field.name}" not in conditions:
                yield Finding.about(
                    model, label(model, field.name), "takes any value, whatever its choices"
                )


@check(
    "M004",
    "No text without a bound stands for a short string",
    guide="Model Design: proper field types chosen (avoid TextField for short strings)",
    hint="Use a CharField: a TextField's `max_length` binds forms alone, and its index is as long.",
    page=PAGE,
)
def short_strings(project: Project) -> Iterator[Finding]:
    for model in project.models:
        for field in columns(model):
            is_short = 0 < (field.max_length or 0) <= SHORT
            if field.get_internal_type() == "TextField" and (
                is_short or field.choices or field.unique or has_index(field)
            ):
                yield Finding.about(model, label(model, field.name), "is a TextField, and short")


@check(
    "M005",
    "Money is a decimal",
    guide="Model Design: proper field types chosen",
    hint="Use a DecimalField: floats do not add up.",
    page=PAGE,
)
def money(project: Project) -> Iterator[Finding]:
    for model in project.models:
        for field in columns(model):
            words = field.name.split("_")
            if field.get_internal_type() == "FloatField" and set(words) & set(MONEY):
                yield Finding.about(model, label(model, field.name), "is money, and a float")


@check(
    "M006",
    "Common columns come from the core's abstract models",
    guide="Model Design: abstract base models used for common fields (timestamps, soft delete)",
    hint="Derive from TimestampedModel or SoftDeleteModel of `apps.core.models`.",
    page=PAGE,
)
def common_columns(project: Project) -> Iterator[Finding]:
    for model in project.models:
        names = {field.name for field in columns(model)}
        if {"created_at", "updated_at"} <= names and not issubclass(model, TimestampedModel):
            yield Finding.about(model, label(model), "declares both timestamps itself")
        if {"is_deleted", "deleted_at"} <= names and not issubclass(model, SoftDeleteModel):
            yield Finding.about(model, label(model), "declares soft deletion itself")


@check(
    "M007",
    "What is soft-deleted does not stand in the way of what is new",
    guide="Database Optimization: unique constraints and database-level validations implemented",
    hint="Use `unique_among_live()` instead, or give the constraint a condition.",
    page=PAGE,
)
def unique_among_deleted(project: Project) -> Iterator[Finding]:
    for model in project.models:
        if not issubclass(model, SoftDeleteModel):
            continue
        for field in columns(model):
            made_up = field.has_default() and callable(field.default)
            if field.unique and not field.primary_key and not made_up:
                subject = label(model, field.name)
                yield Finding.about(model, subject, "is unique among deleted rows too")
        for each in model._meta.constraints:
            if isinstance(each, UniqueConstraint) and each.condition is None:
                yield Finding.about(model, label(model, each.name), "counts deleted rows too")
