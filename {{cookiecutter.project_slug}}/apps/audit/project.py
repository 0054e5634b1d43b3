"""What is audited: the project's own code and files, looked up when a check first asks."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import yaml
from django.apps import AppConfig, apps
from django.conf import settings
from django.contrib import admin
from django.core.checks import CheckMessage, run_checks
from django.db.migrations.loader import MigrationLoader
from django.db.models import Model
from drf_spectacular.generators import SchemaGenerator
from rest_framework.serializers import BaseSerializer

from apps.audit.findings import NotApplicable
from apps.audit.routes import Route, routes
from apps.audit.sources import Module, modules

# Any of them makes a source tree: who loses one of them is to hear of it.
SOURCES: Final = ("Makefile", "Dockerfile", "docs", "tests")


def own_apps() -> list[AppConfig]:
    """The apps of this project: in its folder, neither installed nor of the tests."""
    root = Path(settings.BASE_DIR)
    return [
        config
        for config in apps.get_app_configs()
        if Path(config.path).is_relative_to(root)
        and "site-packages" not in config.path
        and not config.name.startswith("tests.")
    ]


class Project:
    """`known` replaces what would be found, by the name of the attribute."""

    def __init__(self, root: Path | None = None, **known: Any) -> None:
        self.root = root or Path(settings.BASE_DIR)
        self.__dict__.update(known)

    @cached_property
    def apps(self) -> list[AppConfig]:
        return own_apps()

    @cached_property
    def models(self) -> list[type[Model]]:
        return [model for config in self.apps for model in config.get_models()]

    @cached_property
    def admin(self) -> Mapping[type[Model], admin.ModelAdmin]:
        """The own pages, and those of others for own models."""
        admin.autodiscover()
        own = set(self.models)
        return {
            model: page
            for model, page in admin.site._registry.items()  # noqa: SLF001 - it has no other list
            if model in own or self.is_own(type(page))
        }

    @cached_property
    def routes(self) -> list[Route]:
        """The addresses that own views answer."""
        return [route for route in routes() if self.is_own(route.view or route.callback)]

    @cached_property
    def views(self) -> dict[type, list[Route]]:
        """The API's views, with their addresses."""
        found: dict[type, list[Route]] = {}
        for route in self.routes:
            if route.view is not None and route.is_api:
                found.setdefault(route.view, []).append(route)
        return found

    @cached_property
    def serializers(self) -> list[type[BaseSerializer]]:
        _ = self.routes  # imports what answers them
        return sorted(
            {each for each in subclasses(BaseSerializer) if self.is_own(each)},
            key=lambda each: f"{each.__module__}.{each.__qualname__}",
        )

    @cached_property
    def loader(self) -> MigrationLoader:
        """What the files of migrations say; no database is asked."""
        return MigrationLoader(None, ignore_no_migrations=True)

    @cached_property
    def schema(self) -> dict[str, Any]:
        generator: Any = SchemaGenerator
        schema: dict[str, Any] = generator().get_schema(request=None, public=True)
        return schema

    def is_own(self, thing: Any) -> bool:
        module: str = getattr(thing, "__module__", "") or ""
        return any(module == own.name or module.startswith(f"{own.name}.") for own in self.apps)

    @cached_property
    def pyproject(self) -> dict[str, Any]:
        """Which an image has too: it says what is meant to be so."""
        path = self.root / "pyproject.toml"
        if not path.exists():
            raise NotApplicable("There is no pyproject.toml.")
        return tomllib.loads(path.read_text(encoding="utf-8"))

    def require_source_tree(self) -> None:
        """An image holds what runs, and not what it was made of: nothing there can be judged by it."""
        if not any((self.root / name).exists() for name in SOURCES):
            raise NotApplicable(f"Only what runs is here, as in an image: no {', '.join(SOURCES)}.")

    def text(self, name: str) -> str:
        self.require_source_tree()
        path = self.root / name
        if not path.exists():
            raise NotApplicable(f"There is no {name}.")
        return path.read_text(encoding="utf-8")

    @cached_property
    def security(self) -> list[CheckMessage]:
        """What Django's own checks for a deployment say of the settings."""
        return list(run_checks(tags=["security"], include_deployment_checks=True))

    @cached_property
    def tests(self) -> dict[str, str]:
        """The texts of the tests, by name."""
        paths = self.files("tests/**/*.py")
        return {self.name(path): path.read_text(encoding="utf-8") for path in paths}

    def yaml(self, name: str) -> Any:
        return yaml.safe_load(self.text(name))

    def files(self, *patterns: str) -> list[Path]:
        """Of the source tree alone, sorted; those of a virtual environment are not the project's."""
        self.require_source_tree()
        return sorted({path for pattern in patterns for path in self.root.glob(pattern)})

    def name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def modules(self, *folders: str, mentioning: Iterable[str] = ("",)) -> Iterator[Module]:
        return modules(self.root, *folders, mentioning=mentioning)


def subclasses(base: type) -> Iterator[type]:
    for each in base.__subclasses__():
        yield each
        yield from subclasses(each)
