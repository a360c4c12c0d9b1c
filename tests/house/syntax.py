"""Small questions about calls and texts in a syntax tree."""

from __future__ import annotations

import ast


def called(node: ast.Call) -> str:
    """The last name of what is called: 'save' of `row.save()`; '' where it has none."""
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def argument(call: ast.Call, place: int, *names: str) -> ast.expr | None:
    """The argument of a call at a place, or by one of these names; None where it is not given."""
    if len(call.args) > place:
        return call.args[place]
    return next((keyword.value for keyword in call.keywords if keyword.arg in names), None)


def text(node: ast.AST | None) -> str:
    """The text of a literal, or the one that an f-string begins with; '' of all else."""
    first = node.values[0] if isinstance(node, ast.JoinedStr) and node.values else node
    value = first.value if isinstance(first, ast.Constant) else ""
    return value if isinstance(value, str) else ""
