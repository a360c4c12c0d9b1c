"""The rules of the house that code can break without anything failing."""

from __future__ import annotations

import ast
from collections import Counter

import pytest

from documents import search
from tests import house

#: The rooms from the ground up: code imports from its own floor and from below.
FLOORS = (
    {"documents.parsing", "documents.processes", "documents.disk", "documents.faults"}
    | {"documents.bounded", "documents.prepared"},
    {"documents.identity"},
    {"documents.models"},
    {"documents.archive"},
    {"documents.sync"},
    {"documents.search"},
    {"documents.figures"},
    {"documents.views", "documents.templatetags"},
    {"documents.admin", "documents.management", "documents.urls"},
    {"documents.apps"},
    {"kamerarchief"},
)
#: Who may write rows of the archive; the admin writes what Django's own forms save.
WRITERS = ("documents.archive",)
#: What others write all the same, each with the reason.
WRITES_BESIDE = {
    "documents.models.queue": ["self.bulk_create"],  # the query of the queue fills the queue
    "documents.management.commands.restore": [  # what was put back is brought up to date
        "call_command('prepare', '--database', stdout=self.stdout, stderr=self.stderr)"
    ],
    "kamerarchief.accounts.sessions": [  # who is signed in where is none of the archive
        "Session.objects.filter(session_key=session.session_key).update",
        "Session.objects.filter(session_key__in=[row.key for row in opened]).delete",
    ],
    "kamerarchief.commands": ["execute_from_command_line(words)"],  # what its keeper asks for
    "documents.models.pulses": ["self.update_or_create"],  # a sign of life is none of the archive
}
#: What others keep on disk, each with the reason; the folder of the index is a room of its own.
FILES_BESIDE = {
    "documents.search.indexing": {  # one index writer, and what stands in the way of its lock
        *("(settings.INDEX_DIR / 'lock').open('w')", "folder.unlink"),
    },
    "kamerarchief.together": {"tempfile.mkdtemp", "shutil.rmtree"},  # of metrics and pages
    "documents.disk": {  # for who may, and DATA_DIR/demo
        *("part.write_text", "part.replace(path)", "path.unlink", "shutil.rmtree"),
    },
    "documents.management.commands.ingest": {"report.open('w', encoding='utf-8')"},  # the report
    "documents.management.commands.reparse": {"report.open('w', encoding='utf-8')"},  # the report
    "documents.management.commands.sync": {"path.open('a', encoding='utf-8')"},  # the report
    "documents.sync.locks": {"path.open('w')"},  # one run of a source at a time
    "documents.management.commands.prepare": {
        "(settings.DATA_DIR / 'prepare.lock').open('w')",  # one that prepares at a time
        "listed.unlink",  # of static files, where not all could be written
    },
    "documents.faults": {  # only what its errors are called
        "sqlite3",
        *(f"sqlite3.SQLITE_{name}" for name in ("BUSY", "CORRUPT", "ERROR", "FULL")),
        *("sqlite3.SQLITE_LOCKED", "sqlite3.SQLITE_NOTADB"),
        *(f"sqlite3.SQLITE_IOERR_{name}" for name in ("SHMSIZE", "TRUNCATE", "WRITE")),
    },
    "kamerarchief.commands": {"os.O_WRONLY"},  # /dev/null, for what nobody reads
    "kamerarchief.settings": {"os.link"},  # the secret key
}
#: What imports by a name that is made up: the parsers load a format's reader where it is needed.
IMPORTS_BY_TEXT = {"documents.parsing": {"import_module"}}
#: What reaches beyond this machine, or can; a program that is started can do anything.
NETWORK = (
    *("socket", "_socket", "ssl", "socketserver", "select", "selectors", "asyncio"),
    *("http.client", "http.server", "urllib.request", "urllib.robotparser", "xmlrpc", "wsgiref"),
    *("ftplib", "smtplib", "smtpd", "poplib", "imaplib", "nntplib", "telnetlib", "webbrowser"),
    *("requests", "httpx", "urllib3", "aiohttp", "websockets", "websocket", "pycurl", "paramiko"),
    *("django.core.mail", "logging.handlers", "django.utils.log.AdminEmailHandler"),
    *("multiprocessing.connection", "multiprocessing.managers", "subprocess", "pty"),
    *("os.system", "os.popen", "os.posix_spawn", "os.posix_spawnp", "os.startfile"),
    *(f"os.{kind}{how}" for kind in ("exec", "spawn") for how in "l le lp lpe v ve vp vpe".split()),
)
#: Who alone may ask official sources, and with what.
ASKS_SOURCES = {"documents.sync.net.client": ("requests", "urllib3")}
#: Who ends connections that visitors opened, and with what.
ENDS_CONNECTIONS = {"kamerarchief.fair.lines": ("socket",)}
#: Who starts a program, and with what: pg_dump and pg_restore, which reach the database alone.
STARTS_PROGRAMS = {"documents.archive.backups.databases.postgresql": ("subprocess",)}
#: What the guards' own tests import only to import something else by a text.
MACHINERY = ("importlib", "pkgutil", "django")


def module(source: str, name: str = "documents.views.some") -> house.Module:
    """A module of this text, as if it stood in the project."""
    return house.Module(name, house.ROOT / f"{name.replace('.', '/')}.py", ast.parse(source))


# What the guards themselves must see


@pytest.mark.parametrize(
    ("source", "imported"),
    [
        ("import whoosh.index", {"whoosh.index"}),
        ("from whoosh import index", {"whoosh", "whoosh.index"}),
        ("from urllib import request", {"urllib", "urllib.request"}),
        ("from http import client", {"http", "http.client"}),
        ("from xmlrpc import client as c", {"xmlrpc", "xmlrpc.client"}),
        ("import os\nos.system('ls')", {"os", "os.system"}),
        ("import os as o\nrun = o.system\nrun('ls')", {"os", "os.system"}),
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
        ("import_module(name='documents.search')", {"documents.search"}),
        ("import_module('.search', package='documents')", {"documents.search"}),
        ("import_module('..search', __package__)", {"documents.search"}),
        (
            "from importlib import import_module as load\nload('documents.search')",
            {"documents.search"},
        ),
        (
            "import importlib as i\nload = i.import_module\nload('documents.search')",
            {"documents.search"},
        ),
        (
            "from django.utils.module_loading import import_string as get\n"
            "get('documents.search.engines.engine')",
            {"documents.search.engines"},
        ),
        ("import pkgutil\npkgutil.resolve_name('documents.search:search')", {"documents.search"}),
        (
            "import documents.search\ndocuments.search.engines.engine()",
            {"documents.search", "documents.search.engines"},
        ),
        (
            "from documents import search\nsearch.results.search",
            {"documents.search", "documents.search.results"},
        ),
        (
            "from .. import search as s\nwhole = s\nwhole.results.search",
            {"documents.search", "documents.search.results"},
        ),
        (
            "from .. import search\ndef f(s):\n    return s.results\nf(search)",
            {"documents.search", "documents.search.results"},
        ),
    ],
)
def test_every_way_to_import_is_seen(source: str, imported: set[str]) -> None:
    seen = house.imports(module(source))
    assert {name for name in seen if not house.is_of(name, MACHINERY)} == imported


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("from documents.search import results", {"results"}),
        ("from ..search import Hit as Found", {"Hit"}),
        ("from documents import search\nsearch.Hit.title", {"Hit"}),
        ("import documents.search\ndocuments.search.engines.engine()", {"engines"}),
        ("import documents as d\nd.search.engine", {"engine"}),
        ("from documents.search import *", {"*"}),
    ],
)
def test_every_way_to_use_search_is_seen(source: str, names: set[str]) -> None:
    assert used_of_search(module(source)) == names


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("import importlib\nimportlib.import_module(name)", {"import_module"}),
        ("from importlib import import_module as load\nload(name)", {"import_module"}),
        ("from django.utils.module_loading import import_string", {"import_string"}),
        ("import pkgutil\nfind = pkgutil.resolve_name", {"resolve_name"}),
        ("exec(text)", {"exec"}),
        ("import builtins\nbuiltins.eval(text)", {"eval"}),
        ("load = __import__", {"__import__"}),
        ("import sys\nsys.modules['whoosh']", {"sys.modules"}),
        ("from importlib.metadata import version\nversion('whoosh')", set()),
    ],
)
def test_every_way_to_run_a_text_is_seen(source: str, names: set[str]) -> None:
    assert house.run_texts(module(source)) == names


def test_an_import_by_a_name_that_is_made_up_is_all_that_it_can_mean() -> None:
    source = "import_module(f'.{kind}', __package__)"
    known = {"documents.views.a", "documents.views.b", "documents.search"}
    expected = {"documents.views.a", "documents.views.b"}
    assert house.imports(module(source), known) == expected


def test_a_module_that_a_setting_names_is_seen() -> None:
    source = "MAIL = {'class': 'logging.handlers.SMTPHandler', 'level': 'ERROR'}"
    assert house.dotted_texts(module(source)) == {"logging.handlers.SMTPHandler"}


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
        # past a table beside the archive, or with one only in the arguments
        "UploadedFile.objects.get(pk=1).document.delete()",
        "document.topics.set(Upload.objects.all())",
        "document.questions.filter(pk__in=Upload.objects.all()).delete()",
        "from documents.models import Document as Upload",
        "Upload = Document",
        "def mend(Upload):\n    pass",
        # whatever holds the rows
        "rows.update(commit=False)",
        "for rows in (Document.objects.all(),):\n    rows.update(title='x')",
        "if rows := Document.objects.all():\n    rows.update(title='x')",
        "number, rows = 1, Document.objects.all()\nrows.update(**values)",
        "rows['all'].update(title='x')",
        "self.rows = Document.objects.all()\nself.rows.update(title='x')",
        "def rows():\n    return Document.objects.all()\nrows().update(title='x')",
        "for row in Document.objects.all():\n    row.topics.clear()",
        "topics = document.topics\ntopics.clear()",
        "number, topics = 1, document.topics\ntopics.add(one)",
        "for many in (document.topics, document.members):\n    many.clear()",
        "if many := document.topics:\n    many.clear()",
        "with closing(1) as a, document.topics as many:\n    many.clear()",
        "self.many = document.topics\nself.many.clear()",
        "many = {}\nmany['topics'] = document.topics\nmany['topics'].clear()",
        "many = [document.topics]\nmany[0].clear()",
        "def many(self):\n    return self.topics\nmany(document).clear()",
        "class A:\n    def many(self):\n        return self.topics\nA().many().clear()",
        "[many.clear() for many in [document.topics]]",
        "many = lambda row: row.topics\nmany(document).clear()",
        "first = second\nsecond = document.topics\nfirst.clear()",
        "def mend(many=document.topics):\n    many.clear()",
        "def mend(many):\n    many.clear()\nmend(document.topics)",
        "def mend(one, *, many):\n    many.clear()\nmend(1, many=document.topics)",
        "getattr(document, 'topics').clear()",
        # methods that are handed on, looked up, or not those of the class itself
        "await document.topics.aclear()",
        "form.save_m2m()",
        "getattr(x, 'save')()",
        "getattr(x, name)()",
        "x.__getattribute__('save')",
        "get = getattr",
        "methodcaller('delete')",
        "map(Document.delete, rows)",
        "save = document.save\nsave()",
        "partial(rows.update, title='x')",
        "clear = document.topics.clear",
        "super(Document, d).save()",
        "class A(B):\n    def mend(self):\n        super().save()",
        "class A(B):\n    def save(self):\n        return super().save",
        "call_command('flush')",
        "call_command(name)",
        "from django.core.management import call_command as run",
        # SQL
        "cursor.execute('update documents_document set title = %s', [title])",
        "cursor.execute('INSERT INTO documents_document(title) VALUES (%s)', [title])",
        "cursor.execute('DELETE FROM public.documents_document')",
        "cursor.execute('TRUNCATE documents_document;')",
        "cursor.execute('drop table \"documents_document\"')",
        "with cursor.execute('ALTER TABLE documents_document ADD x int'):\n    pass",
        "cursor.execute(f'DELETE FROM documents_document WHERE pk = {pk}')",
        "cursor.execute(f'DELETE FROM {Document._meta.db_table}')",
        "cursor.execute('DELETE FROM %s' % Document._meta.db_table)",
        "cursor.execute('DELETE FROM ' + 'documents_document')",
        "TABLE = 'documents_document'",
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
        "numbers = set()\nfor number in numbers:\n    number.add(1)",
        "class A(B):\n    def save(self, **kwargs):\n        return super().save(**kwargs)",
        "Upload.objects.get(pk=1).files.update(state='x')",
        "getattr(row, name)",
        "getattr(row, 'title')",
        "call_command('index')",
        "cursor.execute('SELECT replace(title, %s, %s) FROM documents_document')",
        "cursor.execute('SELECT title FROM documents_document FOR UPDATE')",
        "cursor.execute(f'SELECT title FROM {Document._meta.db_table}')",
        "cursor.execute('DELETE FROM documents_documents_of_others')",
    ],
)
def test_what_is_no_writing_of_the_archive_is_left_alone(source: str) -> None:
    assert list(house.writes(ast.parse(source))) == []


@pytest.mark.parametrize(
    "source",
    [
        "path.unlink()",
        "map(Path.unlink, paths)",
        "path.write_bytes(data)",
        "path.write_text(text)",
        "path.touch()",
        "path.rename(other)",
        "path.replace(other)",
        "open(path, 'w')",
        "open(path, mode='a')",
        "open(path, mode)",
        "path.open('xb')",
        "path.open('r+')",
        "path.open(mode='wt')",
        "tarfile.open(path, 'w:gz')",
        "ZipFile(path, 'a')",
        "NamedTemporaryFile(delete=False)",
        "import os\nos.remove(path)",
        "from os import replace as move\nmove(path, other)",
        "import os\nmove = os.rename",
        "from os import open, O_WRONLY",
        "import shutil\nshutil.rmtree(path)",
        "from shutil import copyfile\ncopyfile(path, other)",
        "from tempfile import mkstemp",
        "from django.core.files.storage import default_storage",
    ],
)
def test_every_way_to_keep_a_file_is_seen(source: str) -> None:
    assert house.kept_files(module(source))


@pytest.mark.parametrize(
    "source",
    [
        "open(path)",
        "open(path, 'rb')",
        "open(path, encoding='utf-8')",
        "path.open('rb')",
        "tarfile.open(fileobj=file, mode='r|*')",
        "archive.open(info)",
        "text.replace('a', 'b')",
        "day.replace(day=1)",
        "import os\nos.open(path, os.O_RDONLY)",
        "import shutil\nshutil.which('pdftotext')",
        "with NamedTemporaryFile(dir=folder) as file:\n    pass",
    ],
)
def test_what_only_reads_files_is_left_alone(source: str) -> None:
    assert house.kept_files(module(source)) == set()


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
    assert children | {"kamerarchief"} == set().union(*FLOORS)


def floor(name: str) -> int:
    """The floor on which a module stands; that of `documents` itself is the ground."""
    heights = {room: height for height, rooms in enumerate(FLOORS) for room in rooms}
    return next((heights[room] for room in heights if house.is_in(name, room)), 0)


def test_nothing_imports_from_a_floor_above() -> None:
    upwards = [
        f"{one.name} -> {wanted}"
        for one in house.modules().values()
        for wanted in house.imports(one) & house.modules().keys()
        if floor(wanted) > floor(one.name)
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


def test_only_who_asks_official_sources_opens_a_connection_to_the_outside() -> None:
    for one in house.modules().values():
        names = house.imports(one) | house.dotted_texts(one)
        found = [name for name in names if house.is_of(name, NETWORK)]
        tables = (ASKS_SOURCES, ENDS_CONNECTIONS, STARTS_PROGRAMS)
        allowed = tuple(name for table in tables for name in table.get(one.name, ()))
        assert [name for name in found if not house.is_of(name, allowed)] == [], one.name


def test_nothing_imports_or_runs_what_a_text_says() -> None:
    run = {one.name: house.run_texts(one) for one in house.modules().values()}
    assert {name: texts for name, texts in run.items() if texts} == IMPORTS_BY_TEXT


def used_of_search(one: house.Module) -> set[str]:
    """The names of search that a module imports, or reaches through what it imported."""
    start = "documents.search."
    names = {name for name in house.reached(one) if name.startswith(start)}
    return {name.removeprefix(start).partition(".")[0] for name in names}


def test_the_rest_knows_of_search_only_what_it_offers() -> None:
    offered = {"documents.search", "documents.search.indexing"}
    for one in house.outside("documents.search"):
        modules = {n for n in house.imports(one) if house.is_in(n, "documents.search")}
        assert modules <= offered, one.name
        assert used_of_search(one) <= {*search.__all__, "indexing"}, one.name


def test_what_search_offers_is_there_and_used() -> None:
    assert any(used_of_search(one) for one in house.outside("documents.search"))
    assert all(hasattr(search, name) for name in search.__all__)


def test_only_who_may_writes_the_archive() -> None:
    assert [w for one in house.within(*WRITERS) for w in house.writes(one.tree)]
    written = {one.name: list(house.writes(one.tree)) for one in house.outside(*WRITERS)}
    assert {name: writes for name, writes in written.items() if writes} == WRITES_BESIDE


def test_only_who_may_keeps_files() -> None:
    keepers = (*WRITERS, "documents.search.engines.folder")
    assert [kept for one in house.within(*keepers) for kept in house.kept_files(one)]
    kept = {one.name: house.kept_files(one) for one in house.outside(*keepers)}
    assert {name: files for name, files in kept.items() if files} == FILES_BESIDE


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
