"""The documents that bytes and claims may belong to; for many of them in a few queries."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.db.models import F
from django.db.models.fields.json import KT

from ...identity.cases import NUMBER
from ...models import Asking, CaseKey, Document, DocumentVersion, Repeat
from ..layers.paths import Json
from ..naming import slug
from .claims import Claim, cases_of

#: the bytes of a file and of what was said beside it: SHA-256; '' where nothing was
File = tuple[str, str]


class Edition(NamedTuple):
    """A document, and what one of its sources calls itself, which is an edition of another."""

    document: Document
    binding: str


class Bearers:
    """The documents that bytes and claims may belong to."""

    def __init__(self, digests: Iterable[str], claims: Iterable[Claim]) -> None:
        self._claims = claims = list(claims)
        wanted = {name for c in claims for name in c.names}
        # keys first, rows only of what is there: most files are of a new document
        named = Document.everything.order_by("-pk").filter(identifier__in=wanted)
        by_name = dict(named.values_list("identifier", "pk"))
        stored = DocumentVersion.objects.order_by("-pk")
        by_file = _files(set(digests))
        # an older archive has none of these columns filled: bindings go first
        bound = stored.filter(binding__in=wanted - by_name.keys())
        by_binding = dict(bound.values_list("binding", "document"))
        meant = list(stored.filter(meant__in=wanted).values_list("meant", "document", "binding"))
        pks = {*by_name.values(), *by_file.values(), *by_binding.values()}
        pks |= {pk for _, pk, _ in meant}
        rows = Document.everything.select_related("source").in_bulk(pks) if pks else {}
        self._rows = rows
        self._named, self._files, self._bound = (
            {key: rows[pk] for key, pk in found.items()} for found in (by_name, by_file, by_binding)
        )
        self._editions: defaultdict[str, list[Edition]] = defaultdict(list)
        for name, pk, binding in meant:
            self._editions[name].append(Edition(rows[pk], binding))

    def of_file(self, digest: str, beside: str = "") -> Document | None:
        """The document that has this file already, with the same said beside it.

        A file by itself tells nothing that it did not tell together with what was beside it.
        """
        return self._files.get((digest, beside)) if beside else self.of_bytes(digest)

    def of_bytes(self, digest: str) -> Document | None:
        """The document of which a version has these bytes, whatever was said beside them."""
        return next((row for file, row in self._files.items() if file[0] == digest), None)

    def bound_to(self, identifier: str) -> Document | None:
        """The document with this identifier; else one of which a source gave it.

        So an identifier that an archivist corrected goes before, and the one that the source
        prints goes on to lead to the document.
        """
        return self._named.get(identifier) or self._bound.get(identifier)

    def editions(self, identifier: str) -> list[Edition]:
        """The documents of which a source is an edition of the publication with this identifier."""
        return self._editions.get(identifier, [])

    def takes(self, document: Document, claimed: Claim) -> bool:
        """Whether a set can be a version of the document: the same askers, or the same day.

        Both what its sources print and what was corrected count.
        """
        return claimed.is_of(self._days[document.pk], self._names[document.pk])

    def shares_case(self, document: Document, claimed: Claim) -> bool:
        """Whether a set serves a case of the document, as far as both tell."""
        known = self._cases[document.pk]
        return not known or not claimed.cases or bool(known & set(claimed.cases))

    def has_questions(self, document: Document, claimed: Claim) -> bool:
        """Whether a version of the document has the very questions of a set."""
        return bool(claimed.prints) and claimed.prints in self._prints[document.pk]

    def replies(self, claimed: Claim) -> list[Document]:
        """The documents of one kind with a set that serve one of its cases, each once."""
        keys = self._serving
        found = {row for case in claimed.cases for row in keys[claimed.kind, case]}
        return sorted(found, key=lambda row: row.identifier)

    @functools.cached_property
    def _serving(self) -> Mapping[tuple[str, str], set[Document]]:
        """The documents on show of each kind that serve each case of the claims."""
        keys = {f"{NUMBER}{number}" for claimed in self._claims for number in claimed.cases}
        serving: defaultdict[tuple[str, str], set[Document]] = defaultdict(set)
        rows = CaseKey.objects.filter(key__in=keys, document__withdrawn=False)
        for row in rows.select_related("document"):
            serving[row.document.kind, row.key.removeprefix(NUMBER)].add(row.document)
        return serving

    @functools.cached_property
    def valid(self) -> Mapping[int, DocumentVersion]:
        """The valid version of each document, without its texts."""
        rows = DocumentVersion.objects.filter(
            document__in=self._rows, number=F("document__version")
        )
        light = rows.select_related("source").annotate(status=KT("parsed__status"))
        return {row.document_id: row for row in light.defer("parsed", "problems")}

    @functools.cached_property
    def _printed(self) -> list[dict[str, Any]]:
        """Of each version: its document, and what it prints by which documents are told apart."""
        rows = DocumentVersion.objects.filter(document__in=self._rows)
        # KT: else SQLite gives a case number of digits alone as a number
        texts = {"submitted": KT("parsed__submitted"), "case_number": KT("parsed__case_number")}
        lists = ("parsed__askers", "parsed__other_cases")
        return list(rows.annotate(**texts).values("document", "fingerprint", *texts, *lists))

    @functools.cached_property
    def _days(self) -> Mapping[int, set[str]]:
        days: defaultdict[int, set[str]] = defaultdict(set)
        for document in self._rows.values():
            day = document.printed_submitted
            days[document.pk] |= {day.isoformat()} if day else set()
        for row in self._printed:
            days[row["document"]] |= {row["submitted"]} - {None}
        return days

    @functools.cached_property
    def _names(self) -> Mapping[int, set[str]]:
        names: defaultdict[int, set[str]] = defaultdict(set)
        shown = Asking.objects.filter(document__in=self._rows)
        for pk, name in shown.values_list("document", "member__name"):
            names[pk].add(slug(name))
        for row in self._printed:
            askers: list[Json] = row["parsed__askers"] or []
            names[row["document"]] |= {slug(asker["name"]) for asker in askers}
        return names

    @functools.cached_property
    def _cases(self) -> Mapping[int, set[str]]:
        cases: defaultdict[int, set[str]] = defaultdict(set)
        for row in self._printed:
            others = tuple(row["parsed__other_cases"] or ())
            cases[row["document"]] |= set(cases_of(row["case_number"], others))
        return cases

    @functools.cached_property
    def _prints(self) -> Mapping[int, set[str]]:
        prints: defaultdict[int, set[str]] = defaultdict(set)
        for row in self._printed:
            prints[row["document"]].add(row["fingerprint"])
        return prints


def _files(digests: set[str]) -> dict[File, int]:
    """The document of each file that is kept, as a version or as one that brought nothing new."""
    repeats = Repeat.objects.order_by("-pk").filter(source__sha256__in=digests)
    stored = DocumentVersion.objects.order_by("-pk").filter(source__sha256__in=digests)
    columns = ("source__sha256", "beside__sha256")
    rows = (
        *repeats.values_list(*columns, "version__document"),
        *stored.values_list(*columns, "document"),
    )
    return {(digest, beside or ""): pk for digest, beside, pk in rows}
