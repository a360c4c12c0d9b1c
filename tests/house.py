"""The project's code as a house: its modules, what each imports, which rows and files it writes.

All of it is read from the syntax trees, so that nothing has to be imported to be looked at.
"""

from __future__ import annotations

import ast
import functools
import pathlib
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import NamedTuple

from django.apps import apps
from django.db import models

ROOT = pathlib.Path(__file__).parents[1]
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


def _called(node: ast.Call) -> str:
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def _functions(node: ast.Call, meanings: Mapping[str, set[str]]) -> set[str]:
    """The names of the functions that a call can mean, whatever they were imported as."""
    return {name.rpartition(".")[2] for name in _dotted(node.func, meanings)} | {_called(node)}


def _named(module: Module, call: ast.Call, known: Iterable[str]) -> Iterator[str]:
    """The modules that a dynamic import can mean: of `f".{format}"` all in that folder."""
    argument = _argument(call, 0, "name", "dotted_path")
    package = _text(_argument(call, 1, "package")) or module.package
    start = _absolute(_text(argument).replace(":", "."), package)
    if isinstance(argument, ast.JoinedStr):
        yield from (name for name in known if start.strip(".") and name.startswith(start))
    elif start:
        yield start


def _argument(call: ast.Call, place: int, *names: str) -> ast.expr | None:
    if len(call.args) > place:
        return call.args[place]
    return next((keyword.value for keyword in call.keywords if keyword.arg in names), None)


def _text(node: ast.AST | None) -> str:
    """The text of a literal, or the one that an f-string begins with; '' of all else."""
    first = node.values[0] if isinstance(node, ast.JoinedStr) and node.values else node
    value = first.value if isinstance(first, ast.Constant) else ""
    return value if isinstance(value, str) else ""


def run_texts(module: Module) -> set[str]:
    """What a module names that imports or runs what a text says, called or not."""
    names = {name.rpartition(".")[2] for name in reached(module)}
    names |= {node.id for node in ast.walk(module.tree) if isinstance(node, ast.Name)}
    return names & (IMPORTERS | RUNNERS) | reached(module) & {"sys.modules"}


def dotted_texts(module: Module) -> set[str]:
    """The literals of a module that may name a module or what is in it: 'logging.handlers'."""
    texts = {_text(node) for node in ast.walk(module.tree) if isinstance(node, ast.Constant)}
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


# Names and what is put into them


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
        if isinstance(call, ast.Call) and _called(call) in parameters:
            given = [*zip(parameters[_called(call)], call.args, strict=False)]
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
COMMANDS = {"migrate", "collectstatic", "demo", "index"}
#: Tables that are no part of the archive: the queue of the index, and what waits to be published.
BESIDE_THE_ARCHIVE = {"IndexChange", "Upload", "UploadedFile"}
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
    return node.id in BESIDE_THE_ARCHIVE


def _is_put_off(node: ast.Call) -> bool:
    """Whether a form only fills its row, for others to save: `form.save(commit=False)`."""
    return any(ast.unparse(keyword) == "commit=False" for keyword in node.keywords)


def _is_looked_up(node: ast.Call) -> bool:
    """Whether a call looks for a method that writes, or calls one that only a variable names."""
    if isinstance(node.func, ast.Call) and _called(node.func) == "getattr":
        return not any(_text(argument) for argument in node.func.args)
    if _called(node) not in LOOKS_UP:
        return False
    names = {_text(argument).rpartition(".")[2] for argument in node.args}
    return bool(names & (SURELY_WRITE | MAY_WRITE | {"update"}))


def _is_command(node: ast.Call) -> bool:
    """Whether a call runs a command of manage.py that not anybody may run."""
    return (
        _called(node) in RUN_COMMANDS and _text(_argument(node, 0, "command_name")) not in COMMANDS
    )


def _is_renaming(node: ast.AST) -> bool:
    """Whether a name gives another thing the name of a table beside the archive, or hands on a
    function, so that what is then done by it would go unseen.
    """
    match node:
        case ast.alias(asname=str()) if node.asname != node.name:
            return node.name in RUN_COMMANDS | LOOKS_UP or node.asname in BESIDE_THE_ARCHIVE
        case ast.arg():
            return node.arg in BESIDE_THE_ARCHIVE
        case ast.Name(ctx=ast.Store()):
            return node.id in BESIDE_THE_ARCHIVE
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
            texts = {_text(argument) for argument in receiver.args}
            looked_up = _called(receiver) == "getattr" and bool(texts & relations())
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
            texts = [_text(node) for node in _parts(statement) if isinstance(node, ast.Constant)]
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


# Keeping files


#: Functions that make, move, change or remove files.
KEEP_FILES = (
    *("os.remove", "os.unlink", "os.rename", "os.renames", "os.replace", "os.link", "os.symlink"),
    *("os.removedirs", "os.rmdir", "os.truncate", "os.write", "os.mkfifo", "os.mknod"),
    *("os.O_WRONLY", "os.O_RDWR", "os.O_CREAT", "os.O_TRUNC", "os.O_APPEND"),
    *("shutil.rmtree", "shutil.move", "shutil.copy", "shutil.copy2", "shutil.copyfile"),
    *("shutil.copyfileobj", "shutil.copytree", "shutil.unpack_archive", "shutil.make_archive"),
    *("tempfile.mkstemp", "tempfile.mkdtemp", "fileinput", "shelve", "dbm", "sqlite3"),
    *("logging.FileHandler", "logging.handlers", "django.core.files.storage"),
)
#: Methods of a path that do.
KEEPING_METHODS = {
    *("unlink", "write_bytes", "write_text", "touch", "rename", "rmdir", "symlink_to"),
    *("hardlink_to", "copy_into", "move_into", "extractall"),
}
#: Functions that open a file to read, unless a mode says otherwise.
OPENERS = {"open", "fdopen", "FileIO", "ZipFile", "TarFile", "GzipFile", "BZ2File", "LZMAFile"}
#: A mode of a file that is written.
WRITING_MODE = re.compile(r"[rbtU]*[wax+][rwaxbt+]*([:|]\w*)?")


def kept_files(module: Module) -> set[str]:
    """'path.unlink', 'os.replace' for each way in which a module makes or removes files."""
    names = {name for name in reached(module) if is_of(name, KEEP_FILES)}
    return names | {ast.unparse(node) for node in ast.walk(module.tree) if _keeps(node)}


def _keeps(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute):
        return node.attr in KEEPING_METHODS
    return isinstance(node, ast.Call) and (_opens_to_write(node) or _is_path_replace(node))


def _opens_to_write(call: ast.Call) -> bool:
    if _called(call) == "NamedTemporaryFile":
        return any(keyword.arg == "delete" for keyword in call.keywords)
    if _called(call) not in OPENERS:
        return False
    given = [k.value for k in call.keywords if k.arg == "mode"]
    if isinstance(call.func, ast.Name):
        given += call.args[1:2]
    unknown = any(not isinstance(mode, ast.Constant) for mode in given)
    return unknown or any(WRITING_MODE.fullmatch(_text(a)) for a in [*given, *call.args])


def _is_path_replace(call: ast.Call) -> bool:
    """Whether a call is that of a path: a text's `replace` has two arguments, others keywords."""
    return _called(call) == "replace" and len(call.args) == 1 and not call.keywords
