"""Every check by its id."""

import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Final

from django.utils.module_loading import module_has_submodule

from apps.audit.findings import Finding
from apps.audit.project import Project, own_apps

Find = Callable[[Project], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Check:
    """`find` yields what is wrong; without it a page in `docs/decisions/` has to answer."""

    id: str
    title: str
    guide: str  # the line of the guide's checklists that it stands for
    hint: str
    page: str
    find: Find | None = None
    deploy: bool = False  # asks what a site is set to, so it runs with --deploy alone


checks: Final[dict[str, Check]] = {}


def check(  # noqa: PLR0913 - each is a column of the list
    name: str, title: str, *, guide: str, hint: str, page: str, deploy: bool = False
) -> Callable[[Find], Find]:
    def register(find: Find) -> Find:
        _add(Check(name, title, guide, hint, page, find, deploy))
        return find

    return register


def decision(name: str, question: str, *, guide: str, page: str) -> None:
    """What no program can tell."""
    hint = f"Answer it in docs/decisions/, on a page with the line `Answers: {name}`."
    _add(Check(name, question, guide, hint, page))


def _add(new: Check) -> None:
    if new.id in checks:
        raise ValueError(f"There are two checks {new.id}.")
    checks[new.id] = new


@cache
def load() -> dict[str, Check]:
    """All of them, those of the project's own apps too, in the order of their ids."""
    package = import_module("apps.audit.checks")
    for module in pkgutil.iter_modules(package.__path__):
        import_module(f"{package.__name__}.{module.name}")
    for config in own_apps():
        if config.module is not None and module_has_submodule(config.module, "audit"):
            import_module(f"{config.name}.audit")
    return dict(sorted(checks.items()))
