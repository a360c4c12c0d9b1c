"""The history in the admin: of a document, an upload, a name, and the whole archive; as CSV too.

Django keeps a log of its own; what is done in the archive stands in the history alone.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.text import slugify
from django.utils.timezone import localtime

from ..archive.layers.reading import layers
from ..archive.naming import slug
from ..models import (
    Addressing,
    Answering,
    Asking,
    Browsable,
    Document,
    Event,
    EventQuerySet,
    Member,
    Minister,
    Ministry,
    Party,
)
from ..views.paging import nearest_page
from .rights import SeenOnly, sees_hidden
from .telling import Line, tell

#: events on one page, and events told at a time in a CSV
PAGE, BATCH = 50, 500
CSV = "csv"
COLUMNS = ("nummer", "op", "door", "wat", "waarvan", "bestand", "veld", "oud", "nieuw", "opmerking")
#: lookups in the address of a list
PLAIN = {"exact", "isnull", "id"}
#: what a spreadsheet would take for a formula
FORMULA, LEADING = ("=", "+", "-", "@"), ("\t", "\r", "\n")
#: (model, columns with names that stand in a document, their kind)
_NAMED = (
    (Asking, ("member", "printed_member"), Member),
    (Asking, ("party", "printed_party"), Party),
    (Addressing, ("ministry", "printed_ministry"), Ministry),
    (Answering, ("ministry", "printed_ministry"), Ministry),
    (Answering, ("minister", "printed_minister"), Minister),
)


class FilterForm(forms.Form):
    """What of a history is shown."""

    wat = forms.ChoiceField(
        label="Wat", required=False, choices=[("", "alles"), *Event.Deed.choices]
    )
    door = forms.CharField(label="Door", required=False, max_length=150)
    van = forms.DateField(
        label="Van", required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    tot = forms.DateField(
        label="Tot en met", required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    zoek = forms.CharField(label="Kenmerk, naam of bestand", required=False, max_length=200)

    def chosen(self, events: EventQuerySet) -> EventQuerySet:
        """The events within the filters that are understood."""
        said = self.cleaned_data if self.is_bound and self.is_valid() else {}
        lookups = {"wat": "deed", "door": "by__icontains", "van": "at__date__gte"}
        lookups |= {"tot": "at__date__lte"}
        wanted = {lookup: said[key] for key, lookup in lookups.items() if said.get(key)}
        events = events.filter(**wanted)
        text = said.get("zoek")
        if not text:
            return events
        return events.filter(Q(subject__icontains=text) | Q(file__icontains=text))


def history_page(
    request: HttpRequest, events: EventQuerySet, context: dict[str, Any], name: str
) -> HttpResponseBase:
    """The list of these events, or the same as CSV; `name` is that of the file."""
    form = FilterForm(request.GET or None)
    chosen = form.chosen(events).order_by("-pk")
    faults = [str(error) for errors in form.errors.values() for error in errors]
    sees_redacted = sees_hidden(request)
    if request.GET.get("vorm") == CSV and not faults:
        return _as_csv(chosen.order_by("pk"), name, sees_redacted=sees_redacted)
    page, message = nearest_page(request, chosen, PAGE)
    query = request.GET.copy()
    query.pop("pagina", None)
    context = {
        **admin.site.each_context(request),
        **context,
        "form": form,
        "page": page,
        "lines": tell(page, sees_redacted=sees_redacted),
        "message": " ".join([*faults, message]).strip(),
        "query": query.urlencode(),
        "is_filtered": any(value for key, value in request.GET.items() if key in form.fields),
    }
    template = "admin/documents/history.html"
    return TemplateResponse(request, template, context, status=400 if faults else 200)


class _Echo:
    """Takes a row of CSV and gives it back as text, to be sent at once."""

    def write(self, text: str) -> str:
        return text


def _as_csv(events: EventQuerySet, name: str, *, sees_redacted: bool) -> StreamingHttpResponse:
    writer = csv.writer(_Echo())
    rows = _rows(events.iterator(chunk_size=BATCH), sees_redacted=sees_redacted)
    parts = (writer.writerow(map(_safe, row)) for row in rows)
    # a spreadsheet knows by the mark at the beginning that it is UTF-8
    response = StreamingHttpResponse(_after_mark(parts), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _after_mark(parts: Iterable[str]) -> Iterator[bytes]:
    yield b"\xef\xbb\xbf"
    yield from (part.encode() for part in parts)


def _rows(events: Iterator[Event], *, sees_redacted: bool) -> Iterator[Iterable[object]]:
    yield COLUMNS
    while batch := list(islice(events, BATCH)):
        for line in tell(batch, sees_redacted=sees_redacted):
            yield from _rows_of(line)


def _rows_of(line: Line) -> Iterator[Iterable[object]]:
    """A row for each field that changed; one where none did."""
    event = line.event
    at = f"{localtime(event.at):%Y-%m-%d %H:%M:%S}"
    begin = (event.pk, at, line.by, event.get_deed_display(), line.subject, line.file)
    remarks = "; ".join(line.remarks)
    for change in line.changes:
        yield *begin, change.label, change.old, change.new, remarks
    if not line.changes:
        yield *begin, "", "", "", remarks


def _safe(value: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = str(value)
    return f"'{text}" if text.startswith(LEADING) or text.lstrip().startswith(FORMULA) else text


class Recorded(admin.ModelAdmin):  # type: ignore[type-arg]
    """What is changed here stands in the history of the archive, and not in Django's log."""

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return None

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return None

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        return None

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """What the filters ask; of others, such as `date__year=0`, a database may choke."""
        is_plain = set(lookup.split("__")[1:]) <= PLAIN
        return is_plain and super().lookup_allowed(lookup, value, request)

    def events(self, obj: Any) -> EventQuerySet:
        """The events of one row."""
        return Event.objects.of_name(str(obj._meta.model_name), obj.pk)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> Any:
        obj = self.get_object(request, object_id)
        if obj is None:
            raise Http404
        if not self.has_view_or_change_permission(request, obj):
            raise PermissionDenied
        context = {"title": f"Geschiedenis: {obj}", "opts": self.opts, "object": obj}
        name = f"geschiedenis-{slugify(getattr(obj, 'identifier', None) or str(obj))}"
        return history_page(request, self.events(obj), context | (extra_context or {}), name)


class RecordedDocument(Recorded):
    """A document, whose history is also that of the names in it."""

    def events(self, obj: Document) -> EventQuerySet:
        return Event.objects.of_document(obj.pk, names_in(obj))


class RecordedUpload(Recorded):
    """An upload, whose history goes on with the documents that came of it."""

    def events(self, obj: Any) -> EventQuerySet:
        return Event.objects.of_upload(obj.pk)


def names_in(document: Document) -> dict[str, set[int]]:
    """The names that stand in a document, as printed and as shown: kind → primary keys."""
    if document.withdrawn:
        return _names_left(document)
    found: defaultdict[str, set[int]] = defaultdict(set)
    for model, columns, kind in _NAMED:
        rows = model._default_manager.filter(document=document).values_list(*columns)
        found[str(kind._meta.model_name)] |= {pk for row in rows for pk in row if pk}
    return dict(found)


def _names_left(document: Document) -> dict[str, set[int]]:
    """The same of a withdrawn document, which has no rows: by the slugs of what its source says."""
    said = layers(document).set
    offices = {row.portfolio for row in said.addressees}
    offices |= {row.portfolio for row in said.answerers}
    slugs: dict[type[Browsable], set[str]] = {
        Member: {slug(asker.name, asker.party) for asker in said.askers},
        Party: {slug(asker.party) for asker in said.askers},
        Ministry: {slug(office) for office in offices},
        Minister: {slug(row.name, row.role, row.portfolio) for row in said.answerers},
    }
    found = {}
    for kind, known in slugs.items():
        named: QuerySet[Any] = kind._default_manager.filter(slug__in=known)
        rows = named.values_list("pk", "merged_into")
        found[str(kind._meta.model_name)] = {pk for row in rows for pk in row if pk}
    return found


@admin.register(Event)
class EventAdmin(SeenOnly):
    """The history of the whole archive; nobody changes it."""

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        if not self.has_view_permission(request):
            raise PermissionDenied
        context = {"title": "Geschiedenis van het archief", "opts": self.opts, "object": None}
        return history_page(request, Event.objects.all(), context, "geschiedenis")

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """An event has no page of its own: the list says all of it."""
        raise Http404
