"""Every address under /beheer/, from the URL resolver, with sample arguments for each."""

from __future__ import annotations

import pathlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from django.contrib.auth.models import Group, User
from django.db.models import QuerySet
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from documents.archive import uploads
from documents.archive.decisions import facts, names, people, redactions
from documents.archive.decisions.corrections import correct
from documents.archive.export import question_set
from documents.archive.ingest import store
from documents.models import (
    Cabinet,
    Document,
    Event,
    Identification,
    Member,
    Membership,
    Minister,
    Ministry,
    MinistrySuccession,
    Office,
    Party,
    PartySuccession,
    Person,
    RemoteItem,
    Seat,
    Source,
    SyncRun,
    SyncSource,
    Topic,
    Upload,
)
from documents.parsing import (
    Asker,
    Footnote,
    Note,
    NoteKind,
    ParseResult,
    Problem,
    RawFile,
    SeeAlso,
    parse,
    to_json,
)
from tests.factories import FULL_SET, make_document

SAMPLES = pathlib.Path(__file__).parents[2] / "samples"
#: they answer with a file, with data for a script, or with another page
NO_PAGE = {
    *("autocomplete", "jsi18n", "view_on_site", "login", "logout"),
    *("second_factor_code", "second_factor_setup"),  # not for one who showed a second factor
    *("documents_source_page", "documents_source_file", "documents_document_version_source"),
}
#: only a button leads there
BY_POST = re.compile(r"\w+_(unmerge|as_printed|validate|unredact|identification_undo|uncut)|resume")
#: nobody passes: rows of the archive come and go another way
CLOSED = re.compile(
    r"documents_(?!upload|person|cabinet|\w+succession)\w+_add|documents_\w+_delete"
)
#: a page that lists nothing, because a list says it all
GONE = {"documents_event_change", "documents_event_history"}
#: what an address needs behind its question mark
QUERIES = {
    "documents_upload_compare": "?document={document}",
    "documents_document_remove_many": "?document={document},{other}",
    "documents_document_remove_many_confirm": "?document={document},{other}",
}
KINDS: dict[str, Any] = {
    "cabinet": Cabinet,
    "identification": Identification,
    "ministrysuccession": MinistrySuccession,
    "partysuccession": PartySuccession,
    "person": Person,
    "document": Document,
    "event": Event,
    "group": Group,
    "member": Member,
    "minister": Minister,
    "ministry": Ministry,
    "party": Party,
    "remoteitem": RemoteItem,
    "source": Source,
    "syncrun": SyncRun,
    "syncsource": SyncSource,
    "topic": Topic,
    "upload": Upload,
    "user": User,
}


def fill() -> None:
    """An archive in which each page has something to show."""
    document = make_document(
        title="de veerpont bij Oudewaarde vaart niet in de winter",
        askers=(Asker("Van Loon", "Lijst Waterland"), Asker("El Amrani")),
        topics=("Verkeer | Scheepvaart",),
        footnotes=(Footnote(1, "Waterlands Dagblad"),),
        notes=(Note(NoteKind.REMARK, "Een opmerking."),),
        see_also=(SeeAlso("2021-2022", 9),),
        problems=(Problem.of("no_title"), Problem.of("low_text_quality", detail="x")),
    )
    whole = question_set(Document.objects.whole().get())
    correct(document, replace(whole, title="de veerpont vaart niet"), by="karin", why="zetfout")
    newer = replace(whole, title="de pont vaart niet", answers=whole.answers[:1])
    raw = RawFile("nieuw.xml", to_json(newer).encode())
    store(raw, ParseResult(newer, (), "koop_xml"))
    redactions.redact(document, "bericht over", note="op verzoek", by="piet")
    path = SAMPLES / "pdf" / "ah-tk-20222023-9013.pdf"
    printed = RawFile(path.name, path.read_bytes())
    store(printed, parse(printed))
    one, other = Member.objects.filter(name__in=["El Amrani", "Van Loon"])
    names.merge(other, one, by="karin")
    _know(document)
    less = replace(whole, askers=(), footnotes=(), questions=whole.questions[:1])
    files = [RawFile("korter.json", to_json(less).encode()), printed]
    files += [RawFile("leeg.txt", b""), RawFile("alles.json", to_json(FULL_SET).encode())]
    uploads.take_in(((file.name, file) for file in files), User.objects.get())
    User.objects.create_user("merel", is_staff=True)
    _listed(document)


def _listed(document: Document) -> None:
    """An official source that is overdue, and two publications of it."""
    moment = datetime(2026, 5, 4, 12, tzinfo=UTC)
    source = SyncSource.objects.create(name="koop", complete_at=moment, error="geen verbinding")
    SyncRun.objects.create(source=source, began_at=moment, worker="veerhuis:1", counts={"new": 1})
    told = {"source": source, "version": "1", "listed_at": moment}
    RemoteItem.objects.create(
        remote_id="ah-tk-20222023-7", state="refused", problem="Er staan geen vragen in.", **told
    )
    RemoteItem.objects.create(
        remote_id=document.identifier, state="stored", document=document, **told
    )


def _know(document: Document) -> None:
    """Facts of each kind, which documents do not follow yet, and a word on a name."""
    person = facts.add(Person(surname="Loon", particle="van", first_name="Kee"), by="karin")
    cabinet = facts.add(Cabinet(slug="veerman-i", name="Kabinet-Veerman I"), by="karin")
    party, ministry = Party.objects.earliest("pk"), Ministry.objects.earliest("pk")
    other = Party.objects.create(slug="dijkpartij", name="Dijkpartij")
    house = Ministry.objects.create(slug="dijken", name="Dijken")
    for row in (
        Seat(person=person, chamber="tk", start=date(2020, 1, 1)),
        Membership(person=person, party=party, start=date(2020, 1, 1)),
        Office(person=person, role="minister", ministry=ministry, cabinet=cabinet),
        PartySuccession(old=party, new=other, kind="rename"),
        MinistrySuccession(old=ministry, new=house),
    ):
        facts.add(row, by="karin")
    asking = document.askings.earliest("pk")
    people.identify(asking.printed_member, person, by="karin", why="zetfout", document=document)


def patterns(under: Iterable[Any] | None = None, before: str = "") -> Iterator[tuple[str, Any]]:
    """Route → pattern of each address of the site."""
    for one in get_resolver().url_patterns if under is None else under:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from patterns(one.url_patterns, route)
        elif isinstance(one, URLPattern):
            yield route, one


def pages() -> dict[str, str]:
    """Name → address of each page under /beheer/. Raises KeyError where one lacks its sample."""
    found = {}
    for route, one in patterns():
        if route.startswith("beheer/") and _is_page(one.name):
            address = reverse(f"admin:{one.name}", kwargs=_arguments(one))
            found[one.name] = address + QUERIES.get(one.name, "").format(**_keys())
    return found


def _is_page(name: str | None) -> bool:
    """Addresses without a name are Django's own: what is not found, and old ones of a row."""
    if name is None or name in NO_PAGE | GONE:
        return False
    return not (BY_POST.fullmatch(name) or CLOSED.fullmatch(name))


def _arguments(one: URLPattern) -> dict[str, Any]:
    """For each argument of an address one that leads to a page."""
    wanted = {*one.pattern.converters, *one.pattern.regex.groupindex}
    kind = next((kind for kind in KINDS if f"_{kind}_" in str(one.name)), "")
    key = _keys().get(kind)
    samples = {"object_id": key, "pk": key, "id": key, "number": 1, "app_label": "documents"}
    samples |= {"upload_pk": key, "file_pk": _keys()["file"]}
    return {name: samples[name] for name in wanted}


def _keys() -> dict[str, Any]:
    """Kind → primary key of a row of it; of the user that of another one."""
    keys = {kind: _first(model._default_manager.all()) for kind, model in KINDS.items()}
    keys |= {
        "user": User.objects.get(username="merel").pk,
        "member": _first(Member.objects.filter(merged_into=None)),
        "other": _first(Document.objects.exclude(pk=keys["document"])),
    }
    return keys | {"file": _first(Upload.objects.get().files.all())}


def _first(rows: QuerySet[Any]) -> Any:
    return rows.order_by("pk").values_list("pk", flat=True)[0]
