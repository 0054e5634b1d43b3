"""Shortcuts to run one check on what a test made."""

from pathlib import Path
from typing import Any

from django.urls import include, path
from rest_framework.routers import SimpleRouter

from apps.audit import registry
from apps.audit.project import Project
from apps.audit.routes import Route, routes


def found(check: str, project: Project | None = None, **known: Any) -> list[str]:
    """The subjects of what a check finds, without the module that a class of a test is in."""
    find = registry.load()[check].find
    assert find is not None
    subjects = [finding.subject for finding in find(project or Project(**known))]
    return [subject.rpartition("<locals>.")[2] for subject in subjects]


def tree(root: Path, files: dict[str, str]) -> Project:
    """A project of these files alone, and what makes it a source tree."""
    (root / "docs").mkdir(exist_ok=True)
    for name, text in {"pyproject.toml": "", **files}.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return Project(root, apps=[])


def resources(**views: Any) -> list[Route]:
    """Addresses of view sets, under /api/v1/."""
    router = SimpleRouter()
    for name, view in views.items():
        router.register(name.replace("__", "-"), view, basename=name)
    return list(routes([path("api/v1/", include(router.urls))]))


def single(address: str, view: Any) -> list[Route]:
    """The address of one view."""
    return list(routes([path(address, view.as_view())]))
