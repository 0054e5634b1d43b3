"""Where things are done."""

import ast
from collections.abc import Iterator
from typing import Final

from apps.audit.checks import Finding, Project, check
from apps.audit.sources import Module, called

PAGE: Final = "docs/architecture.md"
LAYERS: Final = frozenset({"views", "serializers"})
NOT_THERE: Final = ("django.db.transaction", "django.core.mail", "smtplib")
OUTSIDE: Final = frozenset({"aiohttp", "httpx", "requests", "smtplib", "urllib3"})
SIGNALS: Final = "django.db.models.signals"
ROWS: Final = frozenset({"pre_save", "post_save", "pre_delete", "post_delete", "m2m_changed"})
BUILT: Final = (ast.JoinedStr, ast.BinOp)
PARTS: Final = frozenset({"sql", "raw_query", "select", "tables", "where"})
RAW: Final = frozenset({"execute", "executemany", "extra", "raw", "RawSQL"})


def line(module: Module, number: int, problem: str) -> Finding:
    return Finding(module.name, problem, module.name, number)


@check(
    "L001",
    "Views and serializers open no transaction and send no mail",
    guide="Service Layer: complex business logic moved to service classes",
    hint="Move it into a service.",
    page=PAGE,
)
def thin(project: Project) -> Iterator[Finding]:
    words = [name.rpartition(".")[2] for name in NOT_THERE]
    for module in project.modules("apps", mentioning=words):
        if LAYERS & set(module.parts):
            for name, number in module.imports():
                if name.startswith(NOT_THERE):
                    yield line(module, number, f"imports {name}")


@check(
    "L002",
    "Adapters alone reach outside",
    guide="Service Layer: external API integrations properly handled",
    hint="Use an adapter: deadline, retries and circuit breaker are in `adapters/http/outside/`.",
    page="docs/outside.md",
)
def outside(project: Project) -> Iterator[Finding]:
    for module in project.modules("apps", "services", "utils", mentioning=[*OUTSIDE, "urllib"]):
        for name, number in module.imports():
            if name.split(".")[0] in OUTSIDE or name.startswith("urllib.request"):
                yield line(module, number, f"imports {name}")


@check(
    "L003",
    "What follows a write is an event, and no signal",
    guide="Services Layer: services are testable and loosely coupled",
    hint="Publish an event in the service, and subscribe to it.",
    page="docs/events.md",
)
def signals(project: Project) -> Iterator[Finding]:
    for module in project.modules("apps", "services", "adapters", mentioning=ROWS):
        for name, number in module.imports():
            if name.startswith(SIGNALS) and name.rpartition(".")[2] in ROWS:
                yield line(module, number, f"listens to {name.rpartition('.')[2]}")


@check(
    "L004",
    "No SQL is put together from text",
    guide="Security Configuration: SQL injection and XSS protection verified",
    hint="Pass the values as parameters.",
    page=PAGE,
)
def injection(project: Project) -> Iterator[Finding]:
    calls = [f"{name}(" for name in RAW]
    for module in project.modules("apps", "services", "adapters", "utils", mentioning=calls):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and called(node) in RAW and any(map(is_built, sql(node))):
                yield line(module, node.lineno, f"puts text into `{called(node)}()`")


def sql(call: ast.Call) -> Iterator[ast.expr]:
    """What it takes for SQL: the first argument, or the conditions of `extra()`."""
    for value in (*call.args[:1], *(word.value for word in call.keywords if word.arg in PARTS)):
        match value:
            case ast.List(elts=parts) | ast.Tuple(elts=parts) | ast.Dict(values=parts):
                yield from parts
            case _:
                yield value


def is_built(text: ast.expr) -> bool:
    return isinstance(text, BUILT) or (isinstance(text, ast.Call) and called(text) == "format")
