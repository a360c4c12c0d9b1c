"""Every module of the project, read from its syntax tree, and what each imports."""

from __future__ import annotations

import ast
import functools
import pathlib
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import NamedTuple

from .bindings import bindings
from .syntax import argument, called, text

ROOT = pathlib.Path(__file__).parents[2]
PACKAGES = ("documents", "kamerarchief")
#: Functions that import the module that a text names.
IMPORTERS = {"import_module", "__import__", "import_string", "resolve_name"}
#: Functions, and a table of these, that run what a text or a file says.
RUNNERS = {
    *("exec", "eval", "__builtins__", "run_module", "run_path", "exec_module", "load_module"),
    *("spec_from_file_location", "module_from_spec"),
}


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

    What is imported from a package is a module where `known` has one of that name. Nobody knows
    that of packages that are not the project's: of these the set has all that is reached in them.
    """
    names = frozenset(modules() if known is None else known)
    return {_loaded(name, names) for name in reached(module, names)} - {module.name}


def _loaded(name: str, known: Set[str]) -> str:
    """The module in which a name of the project lies; a name of another package as it is."""
    while name not in known and is_of(name, PACKAGES) and "." in name:
        name = name.rpartition(".")[0]
    return name


@functools.cache
def reached(module: Module, known: frozenset[str] = frozenset()) -> frozenset[str]:
    """The dotted names of all that a module imports, and reaches through what it imported."""
    return frozenset(_reached(module, known))


def _reached(module: Module, known: Set[str]) -> Iterator[str]:
    meanings = _meanings(module)
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from _from(_base(module, node), node.names)
        elif isinstance(node, ast.Attribute):
            yield from _dotted(node, meanings)
        elif isinstance(node, ast.Call) and _functions(node, meanings) & IMPORTERS:
            yield from _named(module, node, known)


def _from(base: str, aliases: list[ast.alias]) -> Iterator[str]:
    yield from (f"{base}.{alias.name}" for alias in aliases)
    if not is_of(base, PACKAGES):
        yield base


def _base(module: Module, node: ast.ImportFrom) -> str:
    return _absolute("." * node.level + (node.module or ""), module.package).rstrip(".")


def _absolute(name: str, package: str) -> str:
    """The whole of a dotted name that may begin with dots, as seen from a package."""
    inner = name.lstrip(".")
    parts = package.split(".")
    start = parts[: len(parts) - (len(name) - len(inner)) + 1]
    return ".".join([*start, inner]) if name.startswith(".") else name


def _meanings(module: Module) -> dict[str, set[str]]:
    """The dotted names for which each imported name stands, and each variable that holds one."""
    found: dict[str, set[str]] = {}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            for name, meaning in _imported(module, node):
                found.setdefault(name, set()).add(meaning)
    for target, value in bindings(module.tree):
        if isinstance(target, ast.Name):
            found[target.id] = found.get(target.id, set()) | _dotted(value, found)
    return found


def _imported(module: Module, node: ast.Import | ast.ImportFrom) -> Iterator[tuple[str, str]]:
    for alias in node.names:
        if isinstance(node, ast.ImportFrom):
            yield alias.asname or alias.name, f"{_base(module, node)}.{alias.name}"
        elif alias.asname:
            yield alias.asname, alias.name
        else:
            top = alias.name.partition(".")[0]
            yield top, top


def _dotted(node: ast.expr, meanings: Mapping[str, set[str]]) -> set[str]:
    """The dotted names for which a name with attributes can stand: `search.results.search`."""
    if isinstance(node, ast.Name):
        return meanings.get(node.id, set())
    if isinstance(node, ast.Attribute):
        return {f"{start}.{node.attr}" for start in _dotted(node.value, meanings)}
    return set()


def _functions(node: ast.Call, meanings: Mapping[str, set[str]]) -> set[str]:
    """The names of the functions that a call can mean, whatever they were imported as."""
    return {name.rpartition(".")[2] for name in _dotted(node.func, meanings)} | {called(node)}


def _named(module: Module, call: ast.Call, known: Iterable[str]) -> Iterator[str]:
    """The modules that a dynamic import can mean: of `f".{format}"` all in that folder."""
    named = argument(call, 0, "name", "dotted_path")
    package = text(argument(call, 1, "package")) or module.package
    start = _absolute(text(named).replace(":", "."), package)
    if isinstance(named, ast.JoinedStr):
        yield from (name for name in known if start.strip(".") and name.startswith(start))
    elif start:
        yield start


def run_texts(module: Module) -> set[str]:
    """What a module names that imports or runs what a text says, called or not."""
    names = {name.rpartition(".")[2] for name in reached(module)}
    names |= {node.id for node in ast.walk(module.tree) if isinstance(node, ast.Name)}
    return names & (IMPORTERS | RUNNERS) | reached(module) & {"sys.modules"}


def dotted_texts(module: Module) -> set[str]:
    """The literals of a module that may name a module or what is in it: 'logging.handlers'."""
    texts = {text(node) for node in ast.walk(module.tree) if isinstance(node, ast.Constant)}
    return {text for text in texts if "." in text}


def is_of(name: str, packages: Iterable[str]) -> bool:
    """Whether a module is one of these packages, or in one."""
    return any(is_in(name, package) for package in packages)


def printed(code: str) -> str:
    """What a new Python prints that runs this code in the project's root."""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()
