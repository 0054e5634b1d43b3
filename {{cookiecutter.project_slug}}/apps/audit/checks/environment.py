import ast
import re
from collections.abc import Iterator
from typing import Final

from apps.audit.checks import Finding, Project, check

PAGE: Final = "docs/configuration.md"
VARIABLE: Final = re.compile(r"`([A-Z][A-Z0-9_]+)(…?)`")
# Read by Django itself, before any settings are.
KNOWN: Final = frozenset({"DJANGO_SETTINGS_MODULE"})


@check(
    "P002",
    "Every environment variable that is read is described, and none that is not",
    guide="Code Documentation: configuration options documented",
    hint="Mend the tables of docs/configuration.md.",
    page=PAGE,
)
def variables(project: Project) -> Iterator[Finding]:
    described, prefixes = described_variables(project)
    read = dict(read_variables(project))
    for name, (file, line) in sorted(read.items()):
        if name not in described and not name.startswith(tuple(prefixes)):
            yield Finding(name, "is read, and not described", file, line)
    code = "\n".join(each.read_text(encoding="utf-8") for each in project.files("config/**/*.py"))
    for name in sorted(described - read.keys() - KNOWN):
        if f'"{name}"' not in code:
            yield Finding(name, "is described, and read by nothing", PAGE)


def described_variables(project: Project) -> tuple[set[str], set[str]]:
    """Names in the first column of the tables, and beginnings of names, such as `ANYMAIL_…`."""
    names: set[str] = set()
    prefixes: set[str] = {"\0"}
    for line in project.text(PAGE).splitlines():
        if line.startswith("|"):
            for name, more in VARIABLE.findall(line.split("|")[1]):
                (prefixes if more else names).add(name)
    return names, prefixes


def read_variables(project: Project) -> Iterator[tuple[str, tuple[str, int]]]:
    for module in project.modules("config"):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and node.args and reads(ast.unparse(node.func)):
                first = node.args[0]
            elif isinstance(node, ast.Subscript) and is_environment(ast.unparse(node.value)):
                first = node.slice
            else:
                continue
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value, (module.name, node.lineno)


def reads(function: str) -> bool:
    owner, _, method = function.rpartition(".")
    return owner == "env" or function == "os.getenv" or (is_environment(owner) and method == "get")


def is_environment(name: str) -> bool:
    return name in {"os.environ", "environ", "env.ENVIRON"}


@check(
    "P003",
    "`.env.example` names known variables alone",
    guide="Environment Management: environment-specific configurations",
    hint="Take it out, or describe it in docs/configuration.md.",
    page=PAGE,
)
def example(project: Project) -> Iterator[Finding]:
    described, prefixes = described_variables(project)
    for number, line in enumerate(project.text(".env.example").splitlines(), start=1):
        if found := re.match(r"(?:# *)?([A-Z][A-Z0-9_]+)=", line):
            name = found[1]
            if name not in described | KNOWN and not name.startswith(tuple(prefixes)):
                yield Finding(name, "is not described", ".env.example", number)
