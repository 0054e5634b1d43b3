"""What a field refers to: a model that is there, who may see its rows, and its factory."""

import ast
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.apps import apps
from django.conf import settings
from django.db.models import CharField, ForeignKey, Model, UUIDField

from apps.scaffolding.kinds.part import Wanted
from apps.scaffolding.names import plural, snake

CALLED_BY: Final = ("name", "title", "label", "subject", "slug", "code")
UNKNOWN: Final = "00000000-0000-4000-8000-000000000000"


@dataclass(frozen=True)
class Target:
    label: str  # catalog.Category
    model: str
    module: str
    key: str  # the name of its primary key
    has_uuid: bool
    called_by: str  # a column, or nothing
    owner: str  # the column of the user it belongs to, or nothing
    organization: str  # the same for an organization
    factory: str
    factory_module: str

    @property
    def words(self) -> str:
        word = snake(self.model).replace("_", " ")
        return f"{'an' if word[0] in 'aeio' else 'a'} {word}"

    @property
    def plural_words(self) -> str:
        return plural(snake(self.model)).replace("_", " ")

    @property
    def shown(self) -> tuple[str, ...]:
        return (self.key, self.called_by) if self.called_by else (self.key,)

    @property
    def pk_field(self) -> str:
        if self.has_uuid:
            return "serializers.UUIDField()"
        return "serializers.IntegerField(min_value=0, max_value=9_223_372_036_854_775_807)"

    @property
    def pk_filter(self) -> str:
        return "UUIDFilter" if self.has_uuid else "NumberFilter"

    @property
    def unknown(self) -> str:
        return f'"{UNKNOWN}"' if self.has_uuid else "2_000_000_000"

    def sent(self, variable: str) -> str:
        return f"str({variable}.pk)" if self.has_uuid else f"{variable}.pk"

    def scope(self, wanted: Wanted) -> str:
        """Nobody refers to what they could not see."""
        if self.organization and wanted.is_shared:
            return f', scope=of_organization("{self.organization}")'
        if self.organization:
            return f', scope=of_callers_organizations("{self.organization}")'
        return f', scope=callers("{self.owner}")' if self.owner else ""

    def is_own(self, wanted: Wanted) -> bool:
        """Whether of two callers who may write the resource one may refer to it, and one not."""
        return bool(self.owner or self.organization) and not (
            self.organization and wanted.is_shared
        )

    def is_of_another(self, wanted: Wanted) -> bool:
        """Whether it belongs to somebody else than the rows that refer to it."""
        if wanted.is_shared:
            return bool(self.owner) and not self.organization
        return bool(self.organization)

    def whose(self, wanted: Wanted) -> str:
        if self.organization:
            return " of the organization" if wanted.is_shared else " of an organization of theirs"
        return " of the caller's own" if self.owner else ""

    def made(self, wanted: Wanted) -> str:
        """One that the caller may refer to, in a test."""
        if self.organization and wanted.is_shared:
            return f"{self.factory}.create({self.organization}=place)"
        if self.organization:
            inside = "MembershipFactory.create(user=by).organization"
            return f"{self.factory}.create({self.organization}={inside})"
        return (
            f"{self.factory}.create({self.owner}=by)" if self.owner else f"{self.factory}.create()"
        )

    def sub_factory(self, wanted: Wanted) -> str:
        column = self.organization if wanted.is_shared else "" if self.organization else self.owner
        same = f', {column}=factory.SelfAttribute("..{wanted.owner}")' if column else ""
        return f"factory.SubFactory({self.factory}{same})"

    def imports(self, wanted: Wanted) -> tuple[tuple[str, str], ...]:
        return (
            ("serializer", f"from {self.module} import {self.model}"),
            ("factory", f"from {self.factory_module} import {self.factory}"),
        )


def target_of(wanted: Wanted) -> Target:
    model = _model(wanted)
    user = apps.get_model(settings.AUTH_USER_MODEL)
    if model is user:
        raise wanted.refuse(f"refers to users: write '{wanted.name}:user'.")
    if model._meta.label == "organizations.Organization":
        raise wanted.refuse("refers to organizations: give --scope organization instead.")
    factory, module = _factory(model, wanted)
    return Target(
        label=model._meta.label,
        model=model.__name__,
        module=_importable(model),
        key=model._meta.pk.name,
        has_uuid=isinstance(model._meta.pk, UUIDField),
        called_by=_called_by(model),
        owner=_owner(model, user, wanted),
        organization=_column_to(model, "organizations.Organization"),
        factory=factory,
        factory_module=module,
    )


def _model(wanted: Wanted) -> type[Model]:
    app, _, name = wanted.argument.partition(".")
    if not (app and name):
        raise wanted.refuse("has to name a model with its app, such as catalog.Category.")
    try:
        return apps.get_model(app, name)
    except LookupError:
        raise wanted.refuse(
            "names a model that is not installed: scaffold or write that one first."
        ) from None


def _importable(model: type[Model]) -> str:
    """The package of the app's models, where it hands the model on."""
    package = apps.get_app_config(model._meta.app_label).models_module
    if package is not None and getattr(package, model.__name__, None) is model:
        return package.__name__
    return model.__module__


def _called_by(model: type[Model]) -> str:
    columns = {field.name: field for field in model._meta.concrete_fields}
    return next((name for name in CALLED_BY if isinstance(columns.get(name), CharField)), "")


def _column_to(model: type[Model], label: str) -> str:
    for field in model._meta.concrete_fields:
        related: Any = field.related_model
        if isinstance(field, ForeignKey) and related._meta.label == label:
            return field.name
    return ""


def _owner(model: type[Model], user: type[Model], wanted: Wanted) -> str:
    found = [field.name for field in model._meta.concrete_fields if field.related_model is user]
    if "owner" in found or not found:
        return "owner" if found else ""
    if len(found) > 1 and not _column_to(model, "organizations.Organization"):
        raise wanted.refuse(f"belongs to users by {' and '.join(found)}: which may refer to it?")
    return found[0]


def _factory(model: type[Model], wanted: Wanted) -> tuple[str, str]:
    root = Path(settings.BASE_DIR)
    for path in sorted((root / "tests" / "factories").rglob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and model.__name__ in _models_of(node):
                return node.name, ".".join(path.relative_to(root).with_suffix("").parts)
    raise wanted.refuse(
        f"has no factory in tests/factories/, which the resource's tests need: write one for "
        f"{model._meta.label} first."
    )


def _models_of(factory: ast.ClassDef) -> list[str]:
    return [
        statement.value.id
        for meta in factory.body
        if isinstance(meta, ast.ClassDef) and meta.name == "Meta"
        for statement in meta.body
        if isinstance(statement, ast.Assign)
        and isinstance(statement.value, ast.Name)
        and [getattr(each, "id", "") for each in statement.targets] == ["model"]
    ]
