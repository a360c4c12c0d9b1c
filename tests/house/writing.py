"""The calls and statements of a module that write rows of the archive."""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Iterator, Set

from django.apps import apps
from django.db import models

from .bindings import bindings
from .syntax import argument, called, text

#: Methods that write rows, whatever they are called on.
SURELY_WRITE = {
    *("save", "create", "delete", "bulk_create", "bulk_update", "get_or_create"),
    *("update_or_create", "asave", "acreate", "adelete", "abulk_create", "abulk_update"),
    *("aget_or_create", "aupdate_or_create", "save_base", "_raw_delete", "_insert"),
    *("aupdate", "aset", "aadd", "aremove", "aclear"),
    *("save_m2m", "_save_m2m", "save_model", "delete_model", "delete_queryset", "save_formset"),
    *("save_related", "save_new", "save_existing", "save_new_objects", "save_existing_objects"),
}
#: Methods that write rows where they are called on a relation to many rows.
MAY_WRITE = {"set", "add", "remove", "clear"}
#: Functions that look for an attribute by a text.
LOOKS_UP = {"getattr", "__getattribute__", "methodcaller", "attrgetter"}
#: Functions that run commands of manage.py, and the commands that anybody may run: they change
#: no row of the archive, or do so through documents/archive.
RUN_COMMANDS = {"call_command", "execute_from_command_line", "ManagementUtility"}
COMMANDS = {"migrate", "clearsessions", "collectstatic", "demo", "index"}
#: Tables that are no part of the archive: the queue of the index, what waits to be
#: read or published, and what official sources list.
BESIDE_THE_ARCHIVE = {
    *("IndexChange", "SentFile", "Upload", "UploadedFile"),
    *("FetchedFile", "RemoteItem", "SyncRun", "SyncSource", "FeedEntry", "FeedTie"),
}
#: Tables of accounts, which lead to no row of the archive.
OF_ACCOUNTS = {"Group", "StaticDevice", "StaticToken", "TOTPDevice"}
NOT_OF_THE_ARCHIVE = BESIDE_THE_ARCHIVE | OF_ACCOUNTS
#: Words of SQL that write; 'FOR UPDATE' only locks, and REPLACE alone is a function.
WRITING_SQL = re.compile(
    r"\b(insert|(?<!for )update|delete|replace\s+into|merge|truncate|drop|alter|create|copy)\b",
    re.IGNORECASE,
)


@functools.cache
def archive_models() -> dict[str, type[models.Model]]:
    """The tables of the archive by their names in code."""
    found = apps.get_app_config("documents").get_models()
    return {m.__name__: m for m in found if m.__name__ not in BESIDE_THE_ARCHIVE}


@functools.cache
def relations() -> frozenset[str]:
    """The names by which rows of the archive lead to many others: 'topics', 'questions'."""
    many = (
        field.get_accessor_name() if isinstance(field, models.ForeignObjectRel) else field.name
        for model in archive_models().values()
        for field in model._meta.get_fields()
        if field.one_to_many or field.many_to_many
    )
    return frozenset(filter(None, many))


@functools.cache
def ways_in() -> frozenset[str]:
    """The names by which rows beside the archive lead to rows of it: 'document', 'source'."""
    beside = (apps.get_model("documents", name) for name in BESIDE_THE_ARCHIVE)
    fields = (field for model in beside for field in model._meta.get_fields())
    return frozenset(f.name for f in fields if f.related_model in archive_models().values())


def writes(tree: ast.AST) -> Iterator[str]:
    """'document.topics.clear' for each place in a module that writes rows of the archive."""
    called = {id(node.func): node for node in ast.walk(tree) if isinstance(node, ast.Call)}
    free = set(_own_supers(tree))
    held = _relations_in(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            counts = id(node) not in free and _is_write(node, called.get(id(node)), held)
        elif isinstance(node, ast.Call):
            counts = _is_looked_up(node) or _is_command(node)
        else:
            counts = id(node) not in called and _is_renaming(node)
        if counts:
            yield ast.unparse(node)
    yield from _writing_sql(tree)


def _own_supers(tree: ast.AST) -> Iterator[int]:
    """The calls by which a method calls the one that it overrides: its own caller is who writes."""
    for method in ast.walk(tree):
        if isinstance(method, ast.FunctionDef | ast.AsyncFunctionDef):
            own = f"super().{method.name}"
            calls = (node for node in ast.walk(method) if isinstance(node, ast.Call))
            yield from (id(call.func) for call in calls if ast.unparse(call.func) == own)


def _is_write(method: ast.Attribute, call: ast.Call | None, held: Set[str]) -> bool:
    """Whether a method writes that is called, or handed on to be called by others."""
    if _is_beside(method.value) or (method.attr == "save" and call and _is_put_off(call)):
        return False
    if method.attr == "update":
        # A query takes keywords alone, a set or a hash none; a dictionary can do with `|=`.
        return not (call and call.args)
    return method.attr in SURELY_WRITE or (
        method.attr in MAY_WRITE and _is_relation(method.value, held)
    )


def _is_beside(receiver: ast.expr) -> bool:
    """Whether a receiver begins at a table beside the archive, and stays there."""
    node: ast.expr = receiver
    while not isinstance(node, ast.Name):
        if isinstance(node, ast.Attribute) and node.attr in ways_in():
            return False
        inner = getattr(node, "func", getattr(node, "value", None))
        if not isinstance(inner, ast.expr):
            return False
        node = inner
    return node.id in NOT_OF_THE_ARCHIVE


def _is_put_off(node: ast.Call) -> bool:
    """Whether a form only fills its row, for others to save: `form.save(commit=False)`."""
    return any(ast.unparse(keyword) == "commit=False" for keyword in node.keywords)


def _is_looked_up(node: ast.Call) -> bool:
    """Whether a call looks for a method that writes, or calls one that only a variable names."""
    if isinstance(node.func, ast.Call) and called(node.func) == "getattr":
        return not any(text(argument) for argument in node.func.args)
    if called(node) not in LOOKS_UP:
        return False
    names = {text(argument).rpartition(".")[2] for argument in node.args}
    return bool(names & (SURELY_WRITE | MAY_WRITE | {"update"}))


def _is_command(node: ast.Call) -> bool:
    """Whether a call runs a command of manage.py that not anybody may run."""
    return called(node) in RUN_COMMANDS and text(argument(node, 0, "command_name")) not in COMMANDS


def _is_renaming(node: ast.AST) -> bool:
    """Whether a name gives another thing the name of a table beside the archive, or hands on a
    function, so that what is then done by it would go unseen.
    """
    match node:
        case ast.alias(asname=str()) if node.asname != node.name:
            return node.name in RUN_COMMANDS | LOOKS_UP or node.asname in NOT_OF_THE_ARCHIVE
        case ast.arg():
            return node.arg in NOT_OF_THE_ARCHIVE
        case ast.Name(ctx=ast.Store()):
            return node.id in NOT_OF_THE_ARCHIVE
        case ast.Name():
            return node.id in RUN_COMMANDS | LOOKS_UP
    return False


def _is_relation(receiver: ast.expr, held: Set[str]) -> bool:
    """Whether an expression is a relation to many rows, or something that holds one."""
    match receiver:
        case ast.Name() | ast.Attribute() if ast.unparse(receiver) in held:
            return True
        case ast.Attribute():
            return receiver.attr in relations() | held
        case ast.Call():
            texts = {text(argument) for argument in receiver.args}
            looked_up = called(receiver) == "getattr" and bool(texts & relations())
            return looked_up or _is_relation(receiver.func, held)
        case ast.Subscript() | ast.NamedExpr() | ast.Starred() | ast.Await():
            return _is_relation(receiver.value, held)
        case ast.Tuple() | ast.List() | ast.Set():
            return any(_is_relation(inner, held) for inner in receiver.elts)
        case ast.Dict() | ast.BoolOp():
            return any(_is_relation(inner, held) for inner in receiver.values)
        case ast.IfExp():
            return _is_relation(receiver.body, held) or _is_relation(receiver.orelse, held)
        case ast.Lambda():
            return _is_relation(receiver.body, held)
    return False


def _relations_in(tree: ast.AST) -> set[str]:
    """The names of variables, attributes and functions that hold or return a relation."""
    found = {
        node.arg if isinstance(node, ast.arg) else ast.unparse(node.target)
        for node in ast.walk(tree)
        if isinstance(node, ast.arg | ast.AnnAssign)
        and "Manager" in ast.unparse(node.annotation or ast.Constant(""))
    }
    bound = [*bindings(tree)]
    before = -1
    while before < len(found):
        before = len(found)
        found |= {_holder(target) for target, value in bound if _is_relation(value, found)}
    return found


def _holder(target: ast.expr) -> str:
    return ast.unparse(target.value if isinstance(target, ast.Subscript) else target)


def _writing_sql(tree: ast.AST) -> Iterator[str]:
    """The texts of each statement of Python that are SQL and write a table of the archive.

    A literal that is the name of such a table counts on its own: it is put into SQL elsewhere.
    """
    names = "|".join(model._meta.db_table for model in archive_models().values())
    table = re.compile(rf"\b({names})\b", re.IGNORECASE)
    for statement in ast.walk(tree):
        if isinstance(statement, ast.stmt):
            texts = [text(node) for node in _parts(statement) if isinstance(node, ast.Constant)]
            told = " ".join(filter(None, texts))
            named = table.search(told) or any(_is_table_name(n) for n in _parts(statement))
            if (named and WRITING_SQL.search(told)) or any(map(table.fullmatch, texts)):
                yield f"SQL: {told}"


def _is_table_name(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "db_table"


def _parts(node: ast.AST) -> Iterator[ast.AST]:
    """A statement and all in it, but for the statements in it."""
    yield node
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.stmt):
            yield from _parts(child)
