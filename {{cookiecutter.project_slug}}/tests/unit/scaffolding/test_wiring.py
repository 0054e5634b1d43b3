"""Edits find their place by the structure of a file, are made once, or refused."""

import pytest

from apps.scaffolding.errors import Refused
from apps.scaffolding.wiring.python import add_before, add_entry, add_exports, add_import
from apps.scaffolding.wiring.texts import add_page, forbid_to_the_core

SETTINGS = '''"""What is installed."""

APPS = [
    "ä",  # the first
    "b",  # the last
]
NONE = []
ONE = ["a"]
ICONS: dict[str, object] = {
    "icons": {
        "a": "x"
    },
    "more": {"b": "y"} | {name: "z" for name in "cd"},
}
'''


def added(entry: str, *place: str, text: str = SETTINGS) -> str:
    once = add_entry(text, "settings.py", entry, *place)
    assert add_entry(once, "settings.py", entry, *place) == once
    return once


def test_an_entry_comes_last_in_a_list() -> None:
    assert '    "b",  # the last\n    "c",\n]\n' in added('"c"', "APPS")
    assert 'NONE = ["c"]\n' in added('"c"', "NONE")
    assert 'ONE = ["a", "c"]\n' in added('"c"', "ONE")


def test_an_entry_comes_last_in_a_dictionary_inside_of_others() -> None:
    assert '        "a": "x",\n        "c": "z",\n    },\n' in added('"c": "z"', "ICONS", "icons")
    assert '{"b": "y", "c": "z"} | {name' in added('"c": "z"', "ICONS", "more")


def test_what_is_there_stays_whatever_its_value() -> None:
    assert added('"a": "another"', "ICONS", "icons") == SETTINGS
    assert added('"ä"', "APPS") == SETTINGS


@pytest.mark.parametrize(
    ("place", "named"),
    [
        (("URLS",), "URLS"),
        (("ICONS", "colours"), 'ICONS["colours"]'),
        (("APPS", "icons"), 'APPS["icons"]'),
    ],
)
def test_a_place_that_is_not_there_is_named(place: tuple[str, ...], named: str) -> None:
    with pytest.raises(Refused) as caught:
        add_entry(SETTINGS, "settings.py", '"c"', *place)

    assert f"settings.py has no list or dictionary {named} that" in str(caught.value)


def test_a_file_that_is_no_python_is_refused() -> None:
    with pytest.raises(Refused, match=r"settings.py cannot be read"):
        add_entry("APPS = [", "settings.py", '"c"', "APPS")


def test_imports_come_behind_imports() -> None:
    text = '"""Why."""\n\nimport os\n\nNAME = os.name\n'
    line = "from a import b"

    once = add_import(text, "x.py", line)

    assert once == '"""Why."""\n\nimport os\nfrom a import b\n\nNAME = os.name\n'
    assert add_import(once, "x.py", line) == once
    assert add_import('"""Why."""\n', "x.py", line) == '"""Why."""\n\nfrom a import b\n'
    assert add_import("", "x.py", line) == "from a import b\n"


def test_statements_come_before_an_assignment() -> None:
    text = "import os\n\nurls = []\n"

    once = add_before(text, "urls.py", "routes = os", "urls")

    assert once == "import os\n\nroutes = os\n\nurls = []\n"
    assert add_before(once, "urls.py", "routes = os", "urls") == once
    with pytest.raises(Refused, match="has no list or dictionary patterns"):
        add_before(text, "urls.py", "routes = os", "patterns")


def test_a_package_hands_names_on() -> None:
    once = add_exports("", "m/__init__.py", "m.b", ["B"])
    twice = add_exports(once, "m/__init__.py", "m.a", ["A"])

    assert once == 'from m.b import B\n\n__all__ = ["B"]\n'
    assert twice == 'from m.b import B\nfrom m.a import A\n\n__all__ = ["A", "B"]\n'
    with pytest.raises(Refused, match="__all__"):
        add_exports("__all__ = names()\n", "m/__init__.py", "m.a", ["A"])


CONTRACT = """
[[tool.importlinter.contracts]]
name = "The core knows no domain"
type = "forbidden"
forbidden_modules = ["apps.accounts"]

[other]
forbidden_modules = []
"""


def test_the_core_may_not_know_the_new_app() -> None:
    once = forbid_to_the_core(CONTRACT, "apps.specimens")

    assert 'forbidden_modules = ["apps.accounts", "apps.specimens"]\n' in once
    assert once.endswith("forbidden_modules = []\n")
    assert forbid_to_the_core(once, "apps.specimens") == once
    with pytest.raises(Refused, match="has no import contract"):
        forbid_to_the_core(CONTRACT.replace("domain", "app"), "apps.specimens")


def test_a_page_is_added_to_the_list_of_pages() -> None:
    readme = "# P\n\n## Documentation\n\n| page | for |\n| --- | --- |\n| a | b |\n\n## Licence\n"

    once = add_page(readme, "| c | d |")

    assert once is not None
    assert "| a | b |\n| c | d |\n\n## Licence" in once
    assert add_page(once, "| c | d |") == once
    assert add_page("# P\n", "| c | d |") is None
