"""The calls of a module that make, change or remove files."""

from __future__ import annotations

import ast
import re

from .modules import Module, is_of, reached
from .syntax import called, text

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
    if called(call) == "NamedTemporaryFile":
        return any(keyword.arg == "delete" for keyword in call.keywords)
    if called(call) not in OPENERS:
        return False
    given = [k.value for k in call.keywords if k.arg == "mode"]
    if isinstance(call.func, ast.Name):
        given += call.args[1:2]
    unknown = any(not isinstance(mode, ast.Constant) for mode in given)
    return unknown or any(WRITING_MODE.fullmatch(text(a)) for a in [*given, *call.args])


def _is_path_replace(call: ast.Call) -> bool:
    """Whether a call is that of a path: a text's `replace` has two arguments, others keywords."""
    return called(call) == "replace" and len(call.args) == 1 and not call.keywords
