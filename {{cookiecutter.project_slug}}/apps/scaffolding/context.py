"""What the blueprints say of a resource."""

from typing import Any

from apps.scaffolding.kinds import Part
from apps.scaffolding.kinds.part import as_tuple
from apps.scaffolding.names import database_name
from apps.scaffolding.specification import Specification
from apps.scaffolding.targets import UNKNOWN

USUAL_WRITE = 4  # the session, the count or the row, the write, the event
SHOWN = 200
HEADS = ("anonymous", "visitor", "stranger", "viewer", "member", "admin", "owner", "staff")
IN_ORGANIZATION = 2  # the organization and the caller's membership, locked


def app_context(app: str) -> dict[str, Any]:
    words = app.replace("_", " ")
    camel = "".join(word.capitalize() for word in app.split("_"))
    return {"app": app, "app_class": camel, "app_title": words.capitalize()}


def resource_context(specification: Specification) -> dict[str, Any]:
    of, names = specification, specification.names
    return {
        **app_context(names.app),
        **_names(of),
        **_model(of),
        **_api(of),
        **_tests(of),
        "imports": {file: _imports(of, file) for file in ("serializer", "factory")},
    }


def _names(of: Specification) -> dict[str, Any]:
    names = of.names
    below = "organizations/{organization_id}/" if of.is_shared else ""
    return {
        "model": names.model,
        "singular": names.snake,
        "snake": names.snake,
        "plural": names.plural,
        "kebab": names.kebab,
        "words": names.words,
        "plural_words": names.plural_words,
        "one": names.one,
        "many_title": names.plural_words.capitalize(),
        "related": names.related,
        "constant": names.plural.upper(),
        "tag": names.app.replace("_", "-"),
        "operation": names.plural
        if names.plural.startswith(names.app)
        else f"{names.app}_{names.plural}",
        "owner": of.owner,
        "owner_words": of.owner.replace("_", " "),
        "owner_class": "Organization" if of.is_shared else "User",
        "shared": of.is_shared,
        "soft": of.is_soft,
        "address": f"{below}{names.kebab}/",
        "whose": "organization_id: UUID, by: User" if of.is_shared else "by: User",
        "handed": "organization_id, by" if of.is_shared else "by",
        "event": "organization_id" if of.is_shared else f"{of.owner}_id=by.pk",
        "world": "organization=world.organization"
        if of.is_shared
        else f"{of.owner}=world.the(owner).user",
    }


def _model(of: Specification) -> dict[str, Any]:
    app, snake = of.names.app, of.names.snake
    return {
        **{name: of.lines(name) for name in ("before", "columns", "constraints")},
        "list_index": database_name(app, snake, "list"),
        "indexes": [
            {
                "columns": ", ".join(f'"{column}"' for column in (of.owner, *columns)),
                "name": database_name(app, snake, "by", *columns),
            }
            for columns in of.lines("indexes")
        ],
        "text": of.text,
    }


def _api(of: Specification) -> dict[str, Any]:
    files = [part.name for part in of.parts if part.file_bytes]
    lists = (
        "read_fields", "nested", "write_fields", "filter_fields", "factory", "setup",
    )  # fmt: skip
    return {
        **{name: of.lines(name) for name in lists},
        "joins": _quoted(of.lines("joins")),
        "joined": as_tuple(of.lines("joins")),
        "collections": of.lines("collections"),
        "collected": as_tuple(of.lines("collections")),
        "searched": as_tuple(of.lines("searched")) if of.lines("searched") else "",
        "read": as_tuple(["id", *of.lines("read"), "created_at", "updated_at"]),
        "write": as_tuple(of.lines("write")),
        "sorted": as_tuple(["created_at", *of.lines("sorted")]),
        "downloads": as_tuple(files),
        "gated": not any(part.queries for part in of.parts),
        "filter_names": ", ".join([*of.lines("filter_names"), '"created_at": ("gte", "lt")']),
        "admin": _admin(of, files),
        "files": files,
        "file_bytes": f"{sum(part.file_bytes for part in of.parts):_}" if files else "",
        "meanings": [(part.name, part.meaning) for part in of.parts],
        "filter_words": _spoken([*_filters(of), "created_at"]),
        "sort_words": _spoken(["created_at", *of.lines("sorted")]),
    }


def _admin(of: Specification, files: list[str]) -> dict[str, Any]:
    owner = "organization__name" if of.is_shared else f"{of.owner}__email"
    columns = [name for name in of.lines("write") if name not in files]
    return {
        "shown": as_tuple(["__str__", of.owner, *of.lines("admin"), "created_at"]),
        "joined": as_tuple([of.owner, *of.lines("admin_joins")]),
        "filters": as_tuple([*of.lines("admin_filters"), "created_at"]),
        "searched": as_tuple(["=id", *of.lines("searched"), owner]),
        "fields": as_tuple(["id", of.owner, *columns, "created_at", "updated_at"]),
        "raw": as_tuple([of.owner, *of.lines("admin_raw")]),
        "has_addresses": any("URLField" in line for line in of.lines("columns")),
    }


def _tests(of: Specification) -> dict[str, Any]:
    queries = sum(part.queries for part in of.parts)
    asked = 1 if of.is_shared and queries else 0  # the role, before ids are looked up
    collections = len(of.lines("collections"))
    text = next((part for part in of.parts if part.text), None)
    own = next((part.name for part in of.parts if part.is_own and not part.collections), "")
    return {
        "write_budget": USUAL_WRITE + (IN_ORGANIZATION if of.is_shared else 0) + queries + asked,
        "read_budget": 2 + (1 if of.is_shared else 0) + collections,
        "sent": of.lines("sent"),
        "changed": of.lines("changed"),
        "wrong": of.lines("wrong"),
        "shown": of.lines("shown"),
        "filtered": of.lines("filtered"),
        "broken": of.lines("broken"),
        "unique": [part.unique for part in of.parts if part.unique],
        "uploads": [
            (part.name, "unknown_kind" if part.file_kind == "file" else "invalid_image")
            for part in of.parts
            if part.file_bytes
        ],
        "needle": _needle(text) if text else "",
        "own_relation": own,
        "unknown": UNKNOWN,
        **_routes(of),
    }


def _needle(part: Part) -> str:
    """What was sent for it, which the factory never makes."""
    return part.sent[0][1]


def _routes(of: Specification) -> dict[str, Any]:
    wide = len(_names(of)["address"] + "{id}/") + (len("files/{name}/") if _has_files(of) else 0)
    lines = []
    for method, path, *statuses in _answers(of):
        columns = zip(statuses, HEADS, strict=True)
        answers = " ".join(f"{status:<{len(head)}}" for status, head in columns)
        lines.append(f"{method:6} {path:{wide}} {answers.rstrip()}")
    return {"routes": lines, "heads": " " * (wide + 7) + " ".join(HEADS)}


def _answers(of: Specification) -> list[tuple[Any, ...]]:
    many, inside = _names(of)["address"], of.is_shared
    one = many + "{id}/"
    others = 400 if any(part.is_own for part in of.parts) else 201
    if inside:  # in the order of HEADS; a viewer looks, and does not write
        listed = shown = (404, 404, 200, 200, 200, 200, 404)
        changed = (404, 404, 403, 200, 200, 200, 404)
        # What the owner may refer to, the others may not.
        made = (404, 404, 403, others, others, 201, 404)
    else:
        listed = (200,) * 7
        shown = changed = (404, 404, 404, 404, 404, 200, 404)
        made = (others, others, others, others, others, 201, others)
    answers: list[tuple[Any, ...]] = [
        ("GET", many, 401, *listed),
        ("POST", many, 401, *made),
        ("GET", one, 401, *shown),
        ("PATCH", one, 401, *changed),
        ("DELETE", one, 401, *(204 if status == SHOWN else status for status in changed)),
    ]
    if _has_files(of):  # the one of the table has none
        answers.append(("GET", one + "files/{name}/", 401, *[404] * 7))
    return answers


def _has_files(of: Specification) -> bool:
    return any(part.file_bytes for part in of.parts)


def _filters(of: Specification) -> list[str]:
    named = [line.split('"')[1] for line in of.lines("filter_names")]
    return [*named, *(line.split(" ")[0] for line in of.lines("filter_fields"))]


def _imports(of: Specification, file: str) -> list[str]:
    return [line for where, line in of.lines("imports") if where == file]


def _quoted(names: list[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _spoken(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
