"""The page about the data, the files of the last dump, and the schema of the sets."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response

from documents.archive import dumping
from documents.models import Document
from documents.parsing import questionset

from ..document.citing.work import site_of
from ..paging import Missing
from .ranges import file_response

#: seconds after which to ask again for what is made anew
AGAIN = 3600
SCHEMA = Path(questionset.__file__).with_name(dumping.SCHEMA)
SCHEMA_TYPE = "application/schema+json"
#: the end of the name of a file → its type
TYPES = {
    "SUMS": "text/plain; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".gz": "application/gzip",
    "schema.json": SCHEMA_TYPE,
    ".json": "application/json",
}
#: the end of the name of a file → Dutch: what is in it
TOLD = {
    ".jsonl.gz": "elk document op een regel, als JSON",
    ".csv": "elk document op een regel, zonder de teksten",
    ".csv.gz": "dezelfde tabel, gecomprimeerd",
    ".schema.json": "het schema van een regel JSON",
}


def data_page(request: HttpRequest) -> HttpResponse:
    """The page: how to get the data, and what there is."""
    dump = dumping.newest(settings.DUMP_DIR)
    context: dict[str, Any] = {
        "example": Document.objects.newest().first(),
        "site": site_of(request),
        "manifest": dumping.MANIFEST,
        "sums": dumping.SUMS,
        "section": "about",
    }
    if dump:
        context["overtaken"] = dumping.is_overtaken(dump)
        context["made"] = datetime.fromisoformat(dump.manifest["made"])
        context["sets"] = dump.manifest["sets"]
        context["files"] = [one | {"told": _ending(one["name"], TOLD)} for one in _files(dump)]
    return render(request, "data/page.html", context)


def _files(dump: dumping.Dump) -> list[dict[str, Any]]:
    files: list[dict[str, Any]] = dump.manifest["files"]
    return files


def _ending(name: str, table: dict[str, str]) -> str:
    """What the table says of the longest ending of a name; '' where it has none."""
    found = [end for end in table if name.endswith(end)]
    return table[max(found, key=len)] if found else ""


def data_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """A file of the newest dump, or a stretch of it. Raises Missing where there is none.

    What was withdrawn since must not be read: then there is nothing until the next dump.
    """
    dump = dumping.newest(settings.DUMP_DIR)
    path = dump.path(name) if dump else None
    if dump is None or path is None:
        raise Missing("Dit bestand is er niet; op de bladzijde over de gegevens staat wat er is.")
    if dumping.is_overtaken(dump):
        return _not_now(_OVERTAKEN)
    etag = f'"{dump.digests.get(name, dump.folder.name)[:32]}"'
    kind = _ending(path.name, TYPES) or "application/octet-stream"
    answer = get_conditional_response(request, etag) or file_response(request, path, etag, kind)
    # asked for each time, so that nobody gives on what was withdrawn
    answer.headers["Cache-Control"] = "no-cache"
    return answer


def _not_now(told: str) -> HttpResponse:
    headers = {"Retry-After": str(AGAIN), "X-Robots-Tag": "noindex"}
    return HttpResponse(told, "text/plain; charset=utf-8", status=503, headers=headers)


_OVERTAKEN = "Sinds dit bestand is gemaakt, is er iets ingetrokken of gelakt. Er komt een nieuw."


def schema(request: HttpRequest) -> HttpResponseBase:
    """The schema of a question set, as JSON Schema."""
    return FileResponse(SCHEMA.open("rb"), content_type=SCHEMA_TYPE)
