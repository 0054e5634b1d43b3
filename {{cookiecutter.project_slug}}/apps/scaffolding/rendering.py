"""Blueprints are files beside this module, in Django's template language, as its app templates are."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from django.template import Context, Engine

BLUEPRINTS: Final = Path(__file__).parent / "blueprints"
SUFFIX: Final = "-tpl"
MISSING: Final = "MISSING:"

engine: Final = Engine(dirs=[str(BLUEPRINTS)], string_if_invalid=f"{MISSING}%s")


def render(blueprint: str, context: Mapping[str, Any]) -> dict[str, str]:
    """The files of a blueprint, by the path that they are to have."""
    root = BLUEPRINTS / blueprint
    return {
        _placed(path.relative_to(root).as_posix(), context): _text(path, context)
        for path in sorted(root.rglob(f"*{SUFFIX}"))
    }


def _placed(name: str, context: Mapping[str, Any]) -> str:
    for place in ("app", "singular", "plural"):
        name = name.replace(place.upper(), context.get(place, ""))
    return name.removesuffix(SUFFIX)


def _text(path: Path, context: Mapping[str, Any]) -> str:
    name = path.relative_to(BLUEPRINTS).as_posix()
    text = engine.get_template(name).render(Context(dict(context), autoescape=False))
    if MISSING in text:
        raise LookupError(
            f"{name} names what the context has not: {text[text.index(MISSING) :][:60]}"
        )
    return text.rstrip("\n") + "\n"
