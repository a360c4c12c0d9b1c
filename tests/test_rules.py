"""The rules of the house that code can break without anything failing."""

from __future__ import annotations

import ast
import pathlib
import subprocess
import sys
from collections.abc import Iterator

from django.apps import apps

ROOT = pathlib.Path(__file__).parents[1]
DOCUMENTS = ROOT / "documents"
#: Methods of a manager or a row that write to the database.
WRITES = {
    "bulk_create",
    "bulk_update",
    "create",
    "delete",
    "get_or_create",
    "save",
    "update",
    "update_or_create",
}
#: Tables that are no part of the archive: the queue of the index, and what waits to be published.
OTHERS = {"IndexChange", "Upload", "UploadedFile"}
ARCHIVE = {model.__name__ for model in apps.get_app_config("documents").get_models()} - OTHERS


def modules(*skipped: str) -> Iterator[tuple[str, ast.Module]]:
    """Each module of documents/ outside the skipped paths, with its syntax tree."""
    for path in sorted(DOCUMENTS.rglob("*.py")):
        name = path.relative_to(DOCUMENTS).as_posix()
        if not name.startswith(skipped):
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def test_parsing_knows_nothing_of_django() -> None:
    code = (
        "import importlib, pkgutil, sys, documents.parsing as p\n"
        "for module in pkgutil.iter_modules(p.__path__, 'documents.parsing.'):\n"
        "    importlib.import_module(module.name)\n"
        "print([m for m in sys.modules if m.split('.')[0] in ('django', 'kamerarchief')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_parsing_imports_nothing_of_the_rest_of_the_project() -> None:
    for name, tree in modules():
        if name.startswith("parsing/"):
            foreign = {
                module
                for module in imported(tree)
                if module.startswith(("django", "kamerarchief", "documents"))
                and not module.startswith("documents.parsing")
            }
            assert foreign == set(), name


def test_only_search_imports_whoosh() -> None:
    for name, tree in modules("search/"):
        assert not [m for m in imported(tree) if m.split(".")[0] == "whoosh"], name


def test_pages_know_of_search_only_what_it_offers() -> None:
    offered = {"documents.search", "documents.search.indexing"}
    for name, tree in modules():
        if name.startswith("views/"):
            used = {module for module in imported(tree) if module.startswith("documents.search")}
            assert used <= offered, name


def writes(tree: ast.Module) -> Iterator[str]:
    """'Document.create' for each call that writes rows of a table of the archive."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            names = {n.id for n in ast.walk(node.func) if isinstance(n, ast.Name)}
            for model in names & ARCHIVE if node.func.attr in WRITES else ():
                yield f"{model}.{node.func.attr}"


def test_the_search_for_writes_finds_them() -> None:
    source = "Document.objects.filter(pk=1).update(title='x')\nDocument.objects.count()"
    assert list(writes(ast.parse(source))) == ["Document.update"]


def test_only_ingest_and_the_admin_write_the_archive() -> None:
    for name, tree in modules("ingest", "admin", "migrations/"):
        assert list(writes(tree)) == [], name
