"""What a resource is called in code, in addresses and in sentences."""

import hashlib
import keyword
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from apps.scaffolding.errors import Refused

APP: Final = re.compile(r"[a-z][a-z0-9_]*")
MODEL: Final = re.compile(r"[A-Z][A-Za-z0-9]*")
LONGEST: Final = 40
LONGEST_IN_DATABASE: Final = 30  # of an index
# Packages of the project, and of Django, that an app of that name would stand in the way of.
PACKAGES: Final = """
    adapters admin api apps auth config contenttypes core django messages rest_framework scripts
    library services sessions site staticfiles tests utils
"""
TAKEN: Final = frozenset(PACKAGES.split())
# What the code of a resource imports or calls so itself.
CODE: Final = """
    Any Can ClassVar Conflict Decimal Event False Gate IsOwner JSONParser Model None Organization
    OrganizationEvent Repository ServiceViewSet True UploadParser User World
"""
TAKEN_MODELS: Final = frozenset(CODE.split())


@dataclass(frozen=True)
class Names:
    app: str  # orders
    model: str  # OrderLine
    given_plural: str = ""  # order_lines

    @cached_property
    def snake(self) -> str:
        return snake(self.model)

    @cached_property
    def plural(self) -> str:
        return self.given_plural or plural(self.snake)

    @property
    def kebab(self) -> str:
        return self.plural.replace("_", "-")

    @property
    def words(self) -> str:
        return self.snake.replace("_", " ")

    @property
    def plural_words(self) -> str:
        return self.plural.replace("_", " ")

    @property
    def one(self) -> str:
        return f"{'an' if self.words[0] in 'aeio' else 'a'} {self.words}"

    @property
    def many_model(self) -> str:
        """OrderLines, in names of operations and groups."""
        return "".join(part.capitalize() for part in self.plural.split("_"))

    @property
    def related(self) -> str:
        """As users and other models call these rows."""
        return self.plural if self.plural.startswith(self.app) else f"{self.app}_{self.plural}"

    def check(self) -> None:
        check_app(self.app)
        if not MODEL.fullmatch(self.model) or len(self.model) > LONGEST:
            raise Refused(
                f"'{self.model}' is no name for a model: take a noun in the singular in CamelCase, "
                f"such as OrderLine, of at most {LONGEST} letters and digits."
            )
        if self.model in TAKEN_MODELS or keyword.iskeyword(self.snake):
            raise Refused(f"'{self.model}' has a meaning in Python or in this project already.")
        if not APP.fullmatch(self.plural) or keyword.iskeyword(self.plural):
            raise Refused(f"'{self.plural}' is no plural that code could use: name another one.")
        if self.plural == self.snake:
            raise Refused(f"'{self.plural}' has to differ from the singular: give --plural.")


def check_app(app: str) -> None:
    if not APP.fullmatch(app) or len(app) > LONGEST or app.endswith("_"):
        raise Refused(
            f"'{app}' is no name for an app: take lower-case letters, digits and underscores, a "
            f"letter first, at most {LONGEST}."
        )
    if keyword.iskeyword(app) or keyword.issoftkeyword(app):
        raise Refused(f"'{app}' is a word of Python: take another name.")
    if app in TAKEN:
        raise Refused(f"'{app}' is the name of a package already: take another one.")


def snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()


def plural(word: str) -> str:
    """By the rules of English; --plural says otherwise."""
    if re.search(r"[^aeiou]y$", word):
        return f"{word[:-1]}ies"
    return f"{word}es" if re.search(r"(s|x|z|ch|sh)$", word) else f"{word}s"


def database_name(*parts: str) -> str:
    """As long as Django allows, and still told apart."""
    name = "_".join(parts)
    if len(name) <= LONGEST_IN_DATABASE:
        return name
    digest = hashlib.blake2b(name.encode(), digest_size=2).hexdigest()
    return f"{name[: LONGEST_IN_DATABASE - 5]}_{digest}"
