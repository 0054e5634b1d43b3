"""The kinds of fields, by the words that a specification calls them."""

from collections.abc import Callable
from typing import Final

from apps.scaffolding.kinds import files, relations, texts, values
from apps.scaffolding.kinds.part import Part, Wanted

__all__ = ["KINDS", "Part", "Wanted"]

KINDS: Final[dict[str, Callable[[Wanted], Part]]] = {
    "string": texts.string,
    "text": texts.text,
    "slug": texts.slug,
    "email": texts.email,
    "url": texts.url,
    "integer": values.integer,
    "decimal": values.decimal,
    "money": values.money,
    "boolean": values.boolean,
    "date": values.date,
    "datetime": values.datetime,
    "choices": values.choices,
    "json": values.json,
    "file": files.file,
    "image": files.image,
    "user": relations.user,
    "fk": relations.foreign_key,
    "m2m": relations.many_to_many,
}
