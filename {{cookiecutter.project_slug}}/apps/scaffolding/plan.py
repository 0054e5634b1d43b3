"""What is to be written: new files, and edits of those that are there. Nothing is written here."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from django.apps import apps
from django.conf import settings
from drf_spectacular.plumbing import deep_import_string

from apps.audit.routes import routes
from apps.scaffolding.context import app_context, resource_context
from apps.scaffolding.errors import Refused
from apps.scaffolding.names import Names, check_app
from apps.scaffolding.rendering import render
from apps.scaffolding.specification import Specification
from apps.scaffolding.wiring import python, texts

INSTALLED: Final = "config/settings/parts/apps.py"
ICONS: Final = "config/settings/parts/admin.py"
DESCRIPTION: Final = "config/settings/parts/api.py"
ADDRESSES: Final = "apps/api/v1.py"
LAYERS: Final = ("models", "repositories", "events", "filters", "serializers", "views", "admin")
ICON: Final = "fas fa-cube"
CLASSES: Final = re.compile(r"[a-z0-9]+( [a-z0-9-]+)*")


@dataclass
class Plan:
    """Texts by path, over a project's folder."""

    root: Path
    texts: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def read(self, name: str) -> str | None:
        if name in self.texts:
            return self.texts[name]
        path = self.root / name
        return path.read_text(encoding="utf-8") if path.exists() else None

    def need(self, name: str) -> str:
        text = self.read(name)
        if text is None:
            raise Refused(f"There is no {name}, which would have to be edited.")
        return text

    def add(self, files: dict[str, str]) -> None:
        for name, text in files.items():
            if self.read(name) is not None:
                raise Refused(f"{name} is there already: take another name, or delete it first.")
            self.texts[name] = text
            self.package(name)

    def package(self, name: str) -> None:
        """Every folder with modules is a package."""
        parent = Path(name).parent
        if name.endswith(".py") and parent != Path() and self.read(f"{parent}/__init__.py") is None:
            if self.read(f"{parent}.py") is not None:
                raise Refused(f"{parent}.py is a module: turn it into {parent}/__init__.py first.")
            self.texts[f"{parent}/__init__.py"] = ""
            self.package(f"{parent}.py")


def holds_files(folder: Path) -> bool:
    """Compiled modules that a branch has left behind are none."""
    return any(path.is_file() and path.suffix != ".pyc" for path in folder.rglob("*"))


def plan_app(root: Path, app: str, icon: str = ICON) -> Plan:
    plan = Plan(root)
    check_app(app)
    if holds_files(root / "apps" / app):
        raise Refused(f"apps/{app} is there already: take another name.")
    taken = {config.label for config in apps.get_app_configs()}
    if app in taken:
        raise Refused(f"An app is called '{app}' already: take another name.")
    add_app(plan, app, icon)
    return plan


def add_app(plan: Plan, app: str, icon: str) -> None:
    plan.add(render("app", app_context(app)))
    for name in (
        f"apps/{app}/models",
        f"apps/{app}/admin",
        f"apps/{app}/migrations",
        f"services/{app}",
    ):
        plan.add({f"{name}/__init__.py": ""})
    edit = plan.texts
    edit[INSTALLED] = python.add_entry(
        plan.need(INSTALLED), INSTALLED, f'"apps.{app}"', "INSTALLED_APPS"
    )
    edit[ADDRESSES] = python.add_entry(
        plan.need(ADDRESSES), ADDRESSES, f'path("", include("apps.{app}.urls"))', "urlpatterns"
    )
    add_icon(plan, app, icon)
    edit["pyproject.toml"] = texts.forbid_to_the_core(plan.need("pyproject.toml"), f"apps.{app}")
    add_to_readme(plan, app)


def add_icon(plan: Plan, key: str, icon: str) -> None:
    if not CLASSES.fullmatch(icon):
        raise Refused(f"'{icon}' is no icon: take classes of Font Awesome, such as '{ICON}'.")
    entry = f'"{key}": "{icon}"'
    plan.texts[ICONS] = python.add_entry(
        plan.need(ICONS), ICONS, entry, "JAZZMIN_SETTINGS", "icons"
    )


def add_to_readme(plan: Plan, app: str) -> None:
    title = app_context(app)["app_title"]
    row = f"| [docs/{app}.md](docs/{app}.md) | {title.lower()} |"
    text = texts.add_page(plan.need("README.md"), row)
    if text is None:
        plan.notes.append(
            f"README.md has no list of pages under '## Documentation' to add to: {row}"
        )
    else:
        plan.texts["README.md"] = text


def plan_resource(root: Path, specification: Specification, icon: str = ICON) -> Plan:
    names, plan = specification.names, Plan(root)
    _refuse_what_is_there(root, names)
    context = resource_context(specification)
    if not holds_files(root / "apps" / names.app):
        plan = plan_app(root, names.app, icon)
    plan.add(render("resource", context))
    _export(plan, specification)
    _route(plan, names, context)
    add_icon(plan, f"{names.app}.{names.model.lower()}", icon)
    for enum, kind, choices in specification.enums():
        if known := enum_of(choices):
            plan.notes.append(
                f"{kind} has the choices of {known}, which the API's document calls both by."
            )
            continue
        plan.texts[DESCRIPTION] = python.add_entry(
            plan.need(DESCRIPTION),
            DESCRIPTION,
            f'"{enum}": "apps.{names.app}.models.{kind}"',
            "SPECTACULAR_SETTINGS",
            "ENUM_NAME_OVERRIDES",
        )
    _describe(plan, names, context)
    return plan


def enum_of(choices: Sequence[tuple[str, str]]) -> str:
    """What the API's document calls these choices already."""
    named: Any = settings.SPECTACULAR_SETTINGS["ENUM_NAME_OVERRIDES"]
    for name, path in named.items():
        found = deep_import_string(path) if isinstance(path, str) else path
        pairs = getattr(found, "choices", found)
        if [(value, str(label)) for value, label in pairs or ()] == list(choices):
            return str(name)
    return ""


def _refuse_what_is_there(root: Path, names: Names) -> None:
    app = names.app
    installed = {config.label: config.name for config in apps.get_app_configs()}
    if installed.get(app, f"apps.{app}") != f"apps.{app}":
        raise Refused(f"'{app}' is what {installed[app]} is called already: take another name.")
    if app not in installed and holds_files(root / "apps" / app):
        raise Refused(f"apps/{app} is there, and not in INSTALLED_APPS: install it first.")
    if app in installed:
        known = {
            model.__name__.lower(): model.__name__
            for model in apps.get_app_config(app).get_models()
        }
        if names.model.lower() in known:
            raise Refused(f"{app} has a model {known[names.model.lower()]} already.")
    modules = [f"apps/{app}/{layer}.py" for layer in LAYERS]
    if found := [name for name in modules if (root / name).exists()]:
        raise Refused(
            "The scaffold adds modules to packages, one for each resource: turn these into packages "
            f"of the same names first (models.py into models/__init__.py): {', '.join(found)}."
        )
    for route in routes():
        if f"/{names.kebab}/" in f"{route.path}/":
            raise Refused(
                f"{route.path} is an address already: give another --plural than {names.plural}."
            )


def _export(plan: Plan, specification: Specification) -> None:
    names = specification.names
    app, model = names.app, names.model
    choices = [kind for _, kind, _ in specification.enums()]
    handed = (
        (f"apps/{app}/models", names.snake, [model, *choices]),
        (f"apps/{app}/admin", names.plural, [f"{model}Admin"]),
        (f"tests/factories/{app}", names.plural, [f"{model}Factory"]),
    )
    for folder, module, classes in handed:
        file = f"{folder}/__init__.py"
        dotted = f"{folder.replace('/', '.')}.{module}"
        plan.texts[file] = python.add_exports(plan.need(file), file, dotted, classes)


def _route(plan: Plan, names: Names, context: dict[str, Any]) -> None:
    file = f"apps/{names.app}/urls.py"
    below = "organizations/<uuid:organization_id>/" if context["shared"] else ""
    view = f"{names.model}ViewSet"
    router = (
        f"{names.plural} = SimpleRouter(use_regex_path=False)\n"
        f'{names.plural}.register("{names.kebab}", {view}, basename="{context["operation"]}")'
    )
    text = plan.need(file)
    for line in (
        "from django.urls import include, path",
        "from rest_framework.routers import SimpleRouter",
        f"from apps.{names.app}.views.{names.plural} import {view}",
    ):
        text = python.add_import(text, file, line)
    text = python.add_before(text, file, router, "urlpatterns")
    entry = f'path("{below}", include({names.plural}.urls))'
    plan.texts[file] = python.add_entry(text, file, entry, "urlpatterns")


def _describe(plan: Plan, names: Names, context: dict[str, Any]) -> None:
    (section,) = render("section", context).values()
    page = f"docs/{names.app}.md"
    text = plan.read(page)
    if text is None:
        text = render("app", app_context(names.app))[page]
    plan.texts[page] = f"{text.rstrip()}\n\n{section.strip()}\n"
