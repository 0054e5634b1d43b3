"""What a function does, as far as its text tells."""

import ast
import inspect
import textwrap
from collections.abc import Iterator
from typing import Any, Final

QUERIES: Final = frozenset(
    {"aggregate", "annotate", "exclude", "exists", "filter", "first", "last", "order_by",
     "select_related", "values", "values_list"}
)  # fmt: skip


def queries_in(function: Any) -> Iterator[ast.expr]:
    """Calls of query sets: of a manager, or by a name that only query sets have."""
    for node in ast.walk(_tree(function)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        on, method = node.func.value, node.func.attr
        of_manager = isinstance(on, ast.Attribute) and on.attr in {"objects", "_default_manager"}
        of_dictionary = method == "values" and not node.args and not node.keywords
        if of_manager or (method in QUERIES and not of_dictionary):
            yield node


def _tree(function: Any) -> ast.AST:
    try:
        return ast.parse(textwrap.dedent(inspect.getsource(function)))
    except (OSError, SyntaxError, TypeError):
        return ast.Module([], [])
