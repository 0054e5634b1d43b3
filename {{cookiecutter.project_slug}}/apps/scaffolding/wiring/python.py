"""Edits of Python, at places found by `ast`."""

import ast
from collections.abc import Sequence
from typing import Any

from apps.scaffolding.errors import Refused

Collection = ast.List | ast.Dict


def add_entry(text: str, file: str, entry: str, variable: str, *keys: str) -> str:
    """Put `entry` at the end of a list or dictionary, found by its variable, and keys below it."""
    found = _collection(text, file, variable, keys)
    if _has(found, entry):
        return text
    lines = text.splitlines(keepends=True)
    last, column = (found.end_lineno or 1) - 1, (found.end_col_offset or 1) - 1
    line = lines[last].encode()
    before, closing = line[:column].decode(), line[column:].decode()
    inner = found.elts if isinstance(found, ast.List) else found.values
    if inner and not before.strip():
        _end_with_comma(lines, inner[-1])
        lines.insert(last, f"{before}    {entry},\n")
    else:
        comma = ", " if inner and not before.rstrip().endswith(",") else ""
        lines[last] = f"{before}{comma}{entry}{closing}"
    return _checked("".join(lines), file)


def add_import(text: str, file: str, line: str) -> str:
    """Behind the last import of the module, or its docstring."""
    tree = _parse(text, file)
    wanted = ast.unparse(ast.parse(line))
    if any(ast.unparse(node) == wanted for node in tree.body):
        return text
    imports = [node for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom))]
    first = tree.body[:1]
    docstring = [node for node in first if ast.get_docstring(tree) is not None]
    after = max((node.end_lineno or 0 for node in (*imports, *docstring)), default=0)
    lines = text.splitlines(keepends=True)
    gap = "\n" if not imports and docstring else ""
    lines.insert(after, f"{gap}{line}\n")
    return _checked("".join(lines), file)


def add_before(text: str, file: str, block: str, variable: str) -> str:
    """Statements of their own, in front of the one that assigns `variable`."""
    if block.strip() in text:
        return text
    node = _assignment(_parse(text, file), variable)
    if node is None:
        raise _lost(file, variable)
    lines = text.splitlines(keepends=True)
    lines.insert(node.lineno - 1, f"{block}\n\n")
    return _checked("".join(lines), file)


def add_exports(text: str, file: str, module: str, names: Sequence[str]) -> str:
    """Hand `names` of a module on, as the `__init__` of a package does."""
    text = add_import(text, file, f"from {module} import {', '.join(sorted(names))}")
    tree = _parse(text, file)
    node = _assignment(tree, "__all__")
    if node is None:
        return _checked(f"{text.rstrip()}\n\n{_all(names)}\n", file)
    try:
        known = list(ast.literal_eval(getattr(node, "value", None) or ast.List([])))
    except ValueError:
        raise _lost(file, "__all__") from None
    lines = text.splitlines(keepends=True)
    lines[node.lineno - 1 : node.end_lineno] = [f"{_all([*known, *names])}\n"]
    return _checked("".join(lines), file)


def _all(names: Sequence[str]) -> str:
    return f"__all__ = [{', '.join(f'{chr(34)}{name}{chr(34)}' for name in sorted(set(names)))}]"


def _parse(text: str, file: str) -> ast.Module:
    try:
        return ast.parse(text)
    except SyntaxError as error:
        raise Refused(f"{file} cannot be read: {error}.") from error


def _checked(text: str, file: str) -> str:
    _parse(text, file)
    return text


def _assignment(tree: ast.Module, variable: str) -> ast.Assign | ast.AnnAssign | None:
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if [getattr(target, "id", "") for target in targets] == [variable]:
                return node
    return None


def _collection(text: str, file: str, variable: str, keys: Sequence[str]) -> Collection:
    node = _assignment(_parse(text, file), variable)
    value = node.value if node else None
    for key in keys:
        value = _below(value, key)
    value = _plain(value)
    if not isinstance(value, Collection):
        raise _lost(file, variable, *keys)
    return value


def _plain(value: ast.expr | None) -> ast.expr | None:
    """The first of several that are put together."""
    while isinstance(value, ast.BinOp):
        value = value.left
    return value


def _below(value: ast.expr | None, key: str) -> ast.expr | None:
    found = _plain(value)
    if isinstance(found, ast.Dict):
        for name, inner in zip(found.keys, found.values, strict=True):
            if isinstance(name, ast.Constant) and name.value == key:
                return inner
    return None


def _has(found: Collection, entry: str) -> bool:
    if isinstance(found, ast.List):
        wanted = ast.unparse(ast.parse(entry, mode="eval"))
        return any(ast.unparse(each) == wanted for each in found.elts)
    given: Any = ast.parse(f"{{{entry}}}", mode="eval").body
    keys = [ast.unparse(key) for key in found.keys if key is not None]
    return all(ast.unparse(key) in keys for key in given.keys)


def _end_with_comma(lines: list[str], last: ast.expr) -> None:
    number, column = (last.end_lineno or 1) - 1, last.end_col_offset or 0
    line = lines[number].encode()
    rest = line[column:].decode()
    if not rest.lstrip().startswith(","):
        lines[number] = f"{line[:column].decode()},{rest}"


def _lost(file: str, *names: str) -> Refused:
    place = names[0] + "".join(f'["{name}"]' for name in names[1:])
    return Refused(
        f"{file} has no list or dictionary {place} that could be added to: write it out there, or "
        "wire the resource by hand."
    )
