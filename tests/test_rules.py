"""The rules of the house that code can break without anything failing."""

from __future__ import annotations

import ast
from collections import Counter

import pytest

from documents import search
from tests import house

#: What lies in documents/, from the ground up: code imports from its own floor and from below.
FLOORS = (
    {"documents.parsing", "documents.processes"},
    {"documents.models"},
    {"documents.archive"},
    {"documents.search"},
    {"documents.views", "documents.templatetags"},
    {"documents.admin", "documents.management", "documents.urls"},
    {"documents.apps"},
)
#: Who may write rows of the archive; the admin writes what Django's own forms save.
WRITERS = ("documents.archive",)
#: Packages that reach beyond this machine, or can.
NETWORK = (
    *("socket", "ssl", "http.client", "urllib.request", "ftplib", "smtplib", "poplib", "imaplib"),
    *("requests", "httpx", "urllib3", "aiohttp", "asyncio", "telnetlib", "xmlrpc.client"),
)

#: How search is named where it is imported from.
SEARCH_AS_IMPORTED = ("documents.search", "search")


def module(source: str, name: str = "documents.views.some") -> house.Module:
    """A module of this text, as if it stood in the project."""
    return house.Module(name, house.ROOT / f"{name.replace('.', '/')}.py", ast.parse(source))


# What the guards themselves must see


@pytest.mark.parametrize(
    ("source", "imported"),
    [
        ("import whoosh.index", {"whoosh.index"}),
        ("from whoosh import index", {"whoosh"}),
        ("from documents import search", {"documents.search"}),
        ("from documents.search import indexing", {"documents.search.indexing"}),
        ("from documents.search import search", {"documents.search"}),
        ("from . import paging", {"documents.views.paging"}),
        ("from .paging import PAGE", {"documents.views.paging"}),
        ("from .. import models", {"documents.models"}),
        ("from ..search.engines import engine", {"documents.search.engines"}),
        ("def later():\n    from ..parsing import parse", {"documents.parsing"}),
        ("import importlib\nimportlib.import_module('documents.search')", {"documents.search"}),
        ("def f(x):\n    return __import__('whoosh')", {"whoosh"}),
    ],
)
def test_every_way_to_import_is_seen(source: str, imported: set[str]) -> None:
    assert house.imports(module(source)) - {"importlib"} == imported


def test_an_import_by_a_name_that_is_made_up_is_all_that_it_can_mean() -> None:
    source = "import_module(f'.{kind}', __package__)"
    known = {"documents.views.a", "documents.views.b", "documents.search"}
    expected = {"documents.views.a", "documents.views.b"}
    assert house.imports(module(source), known) == expected


@pytest.mark.parametrize(
    "source",
    [
        "Document.objects.filter(pk=1).update(title='x')",
        "document.save()",
        "document.save(update_fields=['title'])",
        "document.topics.clear()",
        "document.topics.set([])",
        "self.instance.ministries.add(one)",
        "document.questions.all().delete()",
        "rows = Document.objects.all()\nrows.update(title='x')",
        "rows = document.questions.filter(number=1)\nsome = rows\nrows.delete()",
        "def mend(rows: QuerySet[Question]) -> None:\n    rows.update(text='')",
        "kind._default_manager.get_or_create(slug='x')",
        "type(rows[0]).objects.bulk_create(rows)",
        "reference.delete()",
        "cursor.execute('UPDATE documents_document SET title = %s', [title])",
    ],
)
def test_every_way_to_write_is_seen(source: str) -> None:
    assert len(list(house.writes(ast.parse(source)))) == 1


@pytest.mark.parametrize(
    "source",
    [
        "Document.objects.count()",
        "numbers.add(1)\nnumbers.update(more)\ncache.clear()",
        "class A(B):\n    def save(self):\n        super().save()",
        "IndexChange.objects.filter(pk__in=rows).delete()",
        "cursor.execute('DELETE FROM search_lexemes WHERE pk = ANY(%s)', [pks])",
        "row = form.save(commit=False)",
    ],
)
def test_what_is_no_writing_of_the_archive_is_left_alone(source: str) -> None:
    assert list(house.writes(ast.parse(source))) == []


def test_a_room_that_is_gone_is_told() -> None:
    with pytest.raises(LookupError, match=r"documents\.cellar"):
        house.within("documents.cellar")
    with pytest.raises(LookupError, match=r"documents\.cellar"):
        house.outside("documents.cellar")


def test_a_circle_is_found_whatever_its_length() -> None:
    arrows = {"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a", "e"}, "e": set()}
    assert house.circles(arrows) == [["a", "b", "c"]]


# One direction


def test_every_room_stands_on_a_floor() -> None:
    children = house.arrows_within("documents").keys() - {"documents"}
    assert children == set().union(*FLOORS)


def test_nothing_imports_from_a_floor_above() -> None:
    heights = {room: height for height, floor in enumerate(FLOORS) for room in floor}
    upwards = [
        f"{room} -> {wanted}"
        for room, arrows in house.arrows_within("documents").items()
        for wanted in arrows - {"documents"}
        if room != "documents" and heights[wanted] > heights[room]
    ]
    assert upwards == []


def test_modules_import_each_other_in_no_circle() -> None:
    arrows = {m.name: house.imports(m) & house.modules().keys() for m in house.modules().values()}
    assert len(arrows) > 100
    assert house.circles(arrows) == []


@pytest.mark.parametrize("room", house.rooms())
def test_what_lies_in_a_room_goes_in_no_circle(room: str) -> None:
    arrows = house.arrows_within(room)
    assert arrows
    assert house.circles(arrows) == []


# Who may know whom


def test_parsing_knows_nothing_of_django() -> None:
    code = (
        "import importlib, pkgutil, sys, documents.parsing as p\n"
        "found = list(pkgutil.walk_packages(p.__path__, 'documents.parsing.'))\n"
        "for module in found:\n"
        "    importlib.import_module(module.name)\n"
        "print(len(found), [m for m in sys.modules if m.split('.')[0] in"
        " ('django', 'kamerarchief') or (m.startswith('documents.')"
        " and not m.startswith('documents.parsing'))])"
    )
    count, _, foreign = house.printed(code).partition(" ")
    assert int(count) == len(house.within("documents.parsing")) - 1
    assert foreign == "[]"


def test_parsing_imports_nothing_of_the_rest_of_the_project() -> None:
    for one in house.within("documents.parsing"):
        ours = {name for name in house.imports(one) if house.is_of(name, house.PACKAGES)}
        foreign = {name for name in ours if not house.is_in(name, "documents.parsing")}
        assert foreign == set(), one.name
        assert not [n for n in house.imports(one) if house.is_in(n, "django")], one.name


def test_only_search_imports_whoosh() -> None:
    assert any(house.is_in(n, "whoosh") for m in house.modules().values() for n in house.imports(m))
    for one in house.outside("documents.search"):
        assert not [n for n in house.imports(one) if house.is_in(n, "whoosh")], one.name


def test_nothing_opens_a_connection_to_the_outside() -> None:
    for one in house.modules().values():
        reached = [name for name in house.imports(one) if house.is_of(name, NETWORK)]
        assert reached == [], one.name


def test_the_rest_knows_of_search_only_what_it_offers() -> None:
    offered = {"documents.search", "documents.search.indexing"}
    for one in house.outside("documents.search"):
        used = {n for n in house.imports(one) if house.is_in(n, "documents.search")}
        assert used <= offered, one.name


def test_what_is_used_of_search_is_what_it_offers() -> None:
    used = {
        alias.name
        for one in house.outside("documents.search")
        for node in ast.walk(one.tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "") in SEARCH_AS_IMPORTED
        for alias in node.names
    }
    assert used
    assert used <= {*search.__all__, "indexing"}
    assert all(hasattr(search, name) for name in search.__all__)


def test_only_who_may_writes_the_archive() -> None:
    assert [w for one in house.within(*WRITERS) for w in house.writes(one.tree)]
    for one in house.outside(*WRITERS):
        assert list(house.writes(one.tree)) == [], one.name


# How large things are


def test_no_room_has_more_modules_than_one_takes_in_at_a_glance() -> None:
    counts = Counter(m.package for m in house.modules().values() if m.path.name != "__init__.py")
    assert counts
    assert {room: count for room, count in counts.items() if count > 15} == {}


def test_functions_are_short() -> None:
    """The lengths of which design and reviews speak: median, nine in ten, and the longest."""
    lengths = sorted(
        (node.end_lineno or node.lineno) - node.lineno + 1
        for module in house.modules().values()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    assert len(lengths) > 1000
    assert lengths[len(lengths) // 2] <= 7
    assert lengths[len(lengths) * 9 // 10] <= 16
    assert lengths[-1] <= 40


def test_every_module_says_what_it_is_for() -> None:
    with_code = [module for module in house.modules().values() if module.tree.body]
    assert [module.name for module in with_code if not ast.get_docstring(module.tree)] == []
