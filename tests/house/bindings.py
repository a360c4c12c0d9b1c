"""What is put into each name of a module, however that is done."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .syntax import called


def bindings(tree: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    """What is put into each variable, attribute or place, as (target, value), however it is done.

    A target in a loop is bound to all that the loop goes over, a function to what it returns,
    and a parameter to what calls within the module hand to it.
    """
    for node in ast.walk(tree):
        for target, value in _bound(node):
            yield from _apart(target, value)
    yield from _handed_over(tree)


def _bound(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    match node:
        case ast.Assign():
            yield from ((target, node.value) for target in node.targets)
        case ast.AnnAssign(value=ast.expr()) | ast.AugAssign() | ast.NamedExpr():
            yield node.target, node.value
        case ast.For() | ast.AsyncFor() | ast.comprehension():
            yield node.target, node.iter
        case ast.withitem(optional_vars=ast.expr()):
            yield node.optional_vars, node.context_expr
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            yield from ((ast.Name(node.name), value) for value in _returned(node))
            yield from _defaults(node.args)


def _handed_over(tree: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    parameters = {
        node.name: [a.arg for a in node.args.args if a.arg not in ("self", "cls")]
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and called(call) in parameters:
            given = [*zip(parameters[called(call)], call.args, strict=False)]
            given += [(keyword.arg, keyword.value) for keyword in call.keywords if keyword.arg]
            yield from ((ast.Name(name), value) for name, value in given)


def _returned(function: ast.AST) -> Iterator[ast.expr]:
    for node in ast.walk(function):
        if isinstance(node, ast.Return | ast.Yield | ast.YieldFrom) and node.value:
            yield node.value


def _defaults(arguments: ast.arguments) -> Iterator[tuple[ast.expr, ast.expr]]:
    placed = [*arguments.posonlyargs, *arguments.args]
    pairs = [*zip(placed[::-1], arguments.defaults[::-1], strict=False)]
    pairs += zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    yield from ((ast.Name(argument.arg), value) for argument, value in pairs if value)


def _apart(target: ast.expr, value: ast.expr) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Each target of an unpacking with its own value, or with the whole where it is no tuple."""
    if not isinstance(target, ast.Tuple | ast.List):
        yield target, value
        return
    values = value.elts if isinstance(value, ast.Tuple | ast.List) else []
    if len(values) != len(target.elts) or any(isinstance(v, ast.Starred) for v in values):
        values = [value] * len(target.elts)
    for inner, own in zip(target.elts, values, strict=True):
        yield from _apart(inner.value if isinstance(inner, ast.Starred) else inner, own)
