"""The project's code as a house: its modules, what each imports, and where each writes rows.

All of it is read from the syntax trees, so that nothing has to be imported to be looked at.
"""

from __future__ import annotations

import ast
import functools
import pathlib
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from django.apps import apps
from django.db import models

ROOT = pathlib.Path(__file__).parents[1]
PACKAGES = ("documents", "kamerarchief")


class Module(NamedTuple):
    """A module: its dotted name, its path from the root, its syntax tree."""

    name: str
    path: pathlib.Path
    tree: ast.Module

    @property
    def package(self) -> str:
        """The package that its relative imports begin from."""
        return self.name if self.path.name == "__init__.py" else self.name.rpartition(".")[0]


@functools.cache
def modules() -> Mapping[str, Module]:
    """Every module of the project by its dotted name, migrations left out."""
    paths = sorted(p for package in PACKAGES for p in (ROOT / package).rglob("*.py"))
    found = [read(path) for path in paths if "migrations" not in path.parts]
    return {module.name: module for module in found}


def read(path: pathlib.Path) -> Module:
    inside = path.relative_to(ROOT)
    parts = inside.with_suffix("").parts
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    return Module(name, inside, ast.parse(path.read_text(encoding="utf-8")))


def within(*rooms: str) -> list[Module]:
    """The modules of these rooms ('documents.search'). LookupError where a room has none."""
    found = []
    for room in rooms:
        here = [m for m in modules().values() if is_in(m.name, room)]
        if not here:
            raise LookupError(f"{room} has no modules; was it moved?")
        found += here
    return found


def outside(*rooms: str) -> list[Module]:
    """All other modules of the project. LookupError where one of the rooms has no modules."""
    left_out = {module.name for module in within(*rooms)}
    return [module for module in modules().values() if module.name not in left_out]


def is_in(name: str, room: str) -> bool:
    return name == room or name.startswith(f"{room}.")


def imports(module: Module, known: Iterable[str] | None = None) -> set[str]:
    """The dotted names of all modules that a module imports, also within its functions.

    What is imported from a package is a module where `known` has one of that name.
    """
    names = set(modules() if known is None else known)
    return set(_imports(module, names)) - {module.name}


def _imports(module: Module, known: set[str]) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = _base(module, node)
            inner = [f"{base}.{alias.name}" for alias in node.names]
            yield from (name for name in inner if name in known)
            if any(name not in known for name in inner):
                yield base
        elif isinstance(node, ast.Call) and _called(node) in ("import_module", "__import__"):
            yield from _named(module, node.args[0], known)


def _base(module: Module, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    parts = module.package.split(".")
    start = parts[: len(parts) - node.level + 1]
    return ".".join([*start, node.module] if node.module else start)


def _called(node: ast.Call) -> str:
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def _named(module: Module, argument: ast.expr, known: set[str]) -> Iterator[str]:
    """The modules that a dynamic import can mean: of `f".{format}"` all in that folder."""
    first = argument.values[0] if isinstance(argument, ast.JoinedStr) else argument
    text = str(getattr(first, "value", "")) if isinstance(first, ast.Constant) else ""
    start = module.package + text if text.startswith(".") else text
    if isinstance(argument, ast.JoinedStr):
        yield from (name for name in known if start.strip(".") and name.startswith(start))
    elif start:
        yield start


def is_of(name: str, packages: Iterable[str]) -> bool:
    """Whether a module is one of these packages, or in one."""
    return any(is_in(name, package) for package in packages)


def printed(code: str) -> str:
    """What a new Python prints that runs this code in the project's root."""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


# Circles


def circles(arrows: Mapping[str, set[str]]) -> list[list[str]]:
    """The groups of two and more nodes that can all be reached from one another."""
    reach = {node: _reachable(arrows, node) for node in arrows}
    groups = {
        tuple(sorted(other for other in reach[node] if node in reach.get(other, ())))
        for node in arrows
    }
    return [list(group) for group in sorted(groups) if len(group) > 1]


def _reachable(arrows: Mapping[str, set[str]], start: str) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        for node in arrows.get(waiting.pop(), set()) - found:
            found.add(node)
            waiting.append(node)
    return found


def arrows_within(room: str) -> dict[str, set[str]]:
    """What lies directly in a room (modules, and smaller rooms as a whole) and imports what.

    A room's own `__init__` is its door: it leads to all that is in the room, and nothing in the
    room may lead back to it.
    """
    found: dict[str, set[str]] = {}
    for module in within(room):
        here = _child(room, module.name)
        wanted = {_child(room, name) for name in imports(module) if is_in(name, room)}
        found.setdefault(here, set()).update(wanted - {here})
    return found


def _child(room: str, name: str) -> str:
    return ".".join(name.split(".")[: room.count(".") + 2])


def rooms() -> list[str]:
    """Every folder with modules, by its dotted name."""
    return sorted({module.package for module in modules().values()})


# Writing


#: Methods that write rows, whatever they are called on.
SURELY_WRITE = {
    *("save", "create", "delete", "bulk_create", "bulk_update", "get_or_create"),
    *("update_or_create", "asave", "acreate", "adelete", "abulk_create", "abulk_update"),
    *("aget_or_create", "aupdate_or_create", "save_base", "_raw_delete"),
}
#: Methods that write rows where they are called on a manager, a query or a relation.
MAY_WRITE = {"update", "aupdate", "set", "aset", "add", "aadd", "remove", "aremove", "clear"}
MANAGERS = {"objects", "_default_manager", "_base_manager"}
QUERIES = {"filter", "exclude", "all", "order_by", "select_for_update", "get_queryset", "using"}
#: Tables that are no part of the archive: the queue of the index, and what waits to be published.
BESIDE_THE_ARCHIVE = {"IndexChange", "Upload", "UploadedFile"}


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


def writes(tree: ast.AST) -> Iterator[str]:
    """'document.topics.clear' for each call in a module that writes rows of the archive.

    A variable counts as a query where one was put into it, or where it is annotated as one.
    """
    queries = _queries_in(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if not (_is_beside(node) or _is_put_off(node)) and _is_write(node.func, queries):
                yield ast.unparse(node.func)
        elif isinstance(node, ast.Constant) and _names_table(node.value):
            yield f"SQL: {node.value}"


def _is_beside(node: ast.Call) -> bool:
    """Whether a call is about tables beside the archive, and about these alone."""
    names = {name.id for name in ast.walk(node) if isinstance(name, ast.Name)}
    return bool(names & BESIDE_THE_ARCHIVE) and not names & archive_models().keys()


def _is_put_off(node: ast.Call) -> bool:
    """Whether a form only fills its row, for others to save: `form.save(commit=False)`."""
    return any(ast.unparse(keyword) == "commit=False" for keyword in node.keywords)


def _is_write(called: ast.Attribute, queries: set[str]) -> bool:
    if called.attr in SURELY_WRITE:
        return not _is_super(called.value)
    return called.attr in MAY_WRITE and _is_query(called.value, queries)


def _is_super(receiver: ast.expr) -> bool:
    """Whether a method calls the one that it overrides, so its own caller is who writes."""
    return isinstance(receiver, ast.Call) and _called(receiver) == "super"


def _is_query(receiver: ast.expr, queries: set[str]) -> bool:
    """Whether an expression is a manager, a query, or a relation to many rows."""
    if isinstance(receiver, ast.Name):
        return receiver.id in queries
    if isinstance(receiver, ast.Attribute):
        return receiver.attr in MANAGERS | relations()
    if isinstance(receiver, ast.Call) and isinstance(receiver.func, ast.Attribute):
        inner = receiver.func.value
        return receiver.func.attr in QUERIES or _is_query(inner, queries)
    return False


def _queries_in(tree: ast.AST) -> set[str]:
    """The names of variables that hold a manager or a query somewhere in a module."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and _is_query(node.value, found):
            found |= {target.id for target in node.targets if isinstance(target, ast.Name)}
        elif isinstance(node, ast.arg | ast.AnnAssign) and node.annotation:
            target = node.arg if isinstance(node, ast.arg) else ast.unparse(node.target)
            kind = ast.unparse(node.annotation)
            if "QuerySet" in kind or "Manager[" in kind:
                found.add(target)
    return found


def _names_table(value: object) -> bool:
    """Whether a text is a statement that writes a table of the archive past the models."""
    if not isinstance(value, str):
        return False
    words = value.replace('"', " ").split()
    tables = {model._meta.db_table for model in archive_models().values()}
    return bool(tables & set(words)) and bool({"INSERT", "UPDATE", "DELETE"} & set(words))
