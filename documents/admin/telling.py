"""From events to what an archivist reads of them: in Dutch, with old and new values.

Words that were redacted are hidden, unless the reader may see them: those of its own document in
an event of a document, and all of them in events that belong to none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from ..archive.layers import redacting
from ..archive.layers.labels import label, readable
from ..archive.layers.wording import Kind, Run, word_runs
from ..models import Document, Event, Redaction, Withdrawal

#: signs of a value from which on its words are compared
LONG = 40


@dataclass(frozen=True)
class Change:
    """One field that changed; `runs` are the words of both values where these are long."""

    label: str
    old: str
    new: str
    runs: Sequence[Run] = ()

    @property
    def shown(self) -> SafeString:
        """Both values, what went and what came marked; in one piece, as white space is shown."""
        if not self.runs:
            return format_html(_WHOLE, self.old, self.new)
        marked = [(_MARKS[run.kind], run.text) for run in self.runs]
        words = format_html_join("", "{}", ((format_html(mark, text),) for mark, text in marked))
        return format_html('<span class="history-words">{}</span>', words)


_WHOLE = '<span class="history-words"><del>{}</del> → <ins>{}</ins></span>'
_MARKS = {Kind.EQUAL: "{}", Kind.REMOVED: "<del>{}</del>", Kind.ADDED: "<ins>{}</ins>"}


@dataclass(frozen=True)
class Line:
    """An event as it is read: where it leads, the fields that changed, and remarks."""

    event: Event
    subject: str
    file: str
    address: str = ""
    changes: tuple[Change, ...] = ()
    remarks: tuple[str, ...] = field(default=())

    @property
    def by(self) -> str:
        return self.event.by or "een opdracht"


def tell(events: Iterable[Event], *, sees_redacted: bool) -> list[Line]:
    """The lines of these events, in a fixed number of queries."""
    events = list(events)
    pks = {event.document_pk for event in events if event.document_pk}
    known = set(Document.everything.filter(pk__in=pks).values_list("pk", flat=True))
    if sees_redacted:
        return [_line(event, event.details, known) for event in events]
    hider = _Hider()
    return [hider.line(event, known) for event in events]


class _Hider:
    """Takes redacted words out of events."""

    def __init__(self) -> None:
        self.passages: defaultdict[int, list[str]] = defaultdict(list)
        for pk, passage in Redaction.objects.standing().values_list("document", "passage"):
            self.passages[pk].append(passage)
        deleted = Event.objects.filter(deed=Event.Deed.DELETED).exclude(document_pk=None)
        redacted = deleted.filter(details__redacted__isnull=False)
        for pk, details in redacted.values_list("document_pk", "details"):
            self.passages[pk or 0] += details["redacted"]
        self.all = redacting.pattern(p for each in self.passages.values() for p in each)

    def line(self, event: Event, known: set[int]) -> Line:
        own = self.passages.get(event.document_pk, ()) if event.document_pk else ()
        hidden = redacting.pattern(own) if event.document_pk else self.all
        details = redacting.redacted(event.details, hidden) if hidden else event.details
        return _line(event, details, known, hidden)


def _line(
    event: Event, details: dict[str, Any], known: set[int], hidden: redacting.Hidden | None = None
) -> Line:
    subject, file = event.subject, event.file
    if hidden:
        subject, file = (redacting.redacted(text, hidden) for text in (subject, file))
    changes = tuple(_change(change) for change in details.get("changes", ()))
    return Line(event, subject, file, _address(event, known), changes, tuple(_remarks(details)))


def _change(change: dict[str, Any]) -> Change:
    old, new = readable(change["old"]), readable(change["new"])
    are_texts = all(change[key] and isinstance(change[key], str) for key in ("old", "new"))
    is_long = are_texts and max(len(old), len(new)) > LONG
    return Change(label(change["path"]), old, new, word_runs(old, new) if is_long else ())


def _address(event: Event, known: set[int]) -> str:
    """The page in the admin of what an event is about; empty where there is none any more."""
    if event.document_pk:
        name, pk = "document", event.document_pk
        return _page(name, pk) if pk in known else ""
    if event.upload_pk:
        return _page("upload", event.upload_pk)
    kind = event.details.get("kind")
    return _page(kind, event.details["pk"]) if kind else ""


def _page(name: str, pk: int) -> str:
    try:
        return reverse(f"admin:documents_{name}_change", args=[pk])
    except NoReverseMatch:
        return ""


def _remarks(details: dict[str, Any]) -> Iterator[str]:
    """The rest of what an event says."""
    said = [(template, details[key]) for key, template in _TOLD.items() if details.get(key)]
    yield from (template.format(readable(value)) for template, value in said)
    if details.get("reason"):
        yield f"reden: {dict(Withdrawal.Reason.choices).get(details['reason'], details['reason'])}"
    if "old" in details:
        yield f"versie {details['old']} → versie {details['new']}"
    elif details.get("new"):
        yield f"nu: {details['new']}"
    for number, paths in details.get("versions", {}).items():
        yield f"versie {number}: {', '.join(dict.fromkeys(map(label, paths)))}"
    if details.get("adopted"):
        yield f"vastgelegd op {_moment(details['adopted'])}, vóór er een geschiedenis was"
    if "identification" in details and not details.get("person"):
        yield "persoon: niemand die het archief kent"
    for key, remark in _FLAGS.items():
        if details.get(key):
            yield remark


def _moment(text: str) -> str:
    parsed = parse_datetime(text)
    return date_format(localtime(parsed), "j F Y, H:i") if parsed else text


#: a detail → how it is told
_TOLD = {
    "why": "reden: {}",
    "note": "toelichting: {}",
    "version": "versie {}",
    "ties": "band: {}",
    "into": "met {}",
    "printed": "gedrukt als {}",
    "person": "persoon: {}",
    "resolved": "{}",
    "title": "titel: {}",
    "files": "bestanden: {}",
    "refused": "geweigerd: {}",
}
_FLAGS = {"undone": "correctie ongedaan gemaakt", "confirmed": "correctie bevestigd"}
