"""People as the archive has them, told: all that is known of each, and what is odd."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, F

from ...models import Answering, Asking, Document, Member, Minister, Office, Person, facts_of
from .again import Again
from .rows import Rows

#: unresolved names that a check lists
LISTED = 200


def listed() -> Iterator[dict[str, Any]]:
    """Every person who asked or answered in a document on show, by slug, as plain values."""
    asked, answered = _counts(Asking, "member"), _counts(Answering, "minister")
    parties, printed = _parties(), _printed()
    in_office = _in_office()
    people: Any = Person._default_manager.filter(merged_into=None).order_by("slug")
    for person in people:
        if not (asked[person.slug] or answered[person.slug]):
            continue
        yield {
            "slug": person.slug,
            "name": person.name,
            "first_name": person.first_name,
            "offices": [
                _office(office, in_office)
                for office in facts_of(Office, person).select_related("ministry")
            ],
            "parties": [
                {"name": name, "documents": count}
                for name, count in parties[person.slug].most_common()
            ],
            "asked": asked[person.slug],
            "answered": answered[person.slug],
            "as_printed": dict(printed[person.slug].most_common()),
        }


def _office(office: Office, in_office: Counter[int]) -> dict[str, Any]:
    return {
        "role": office.role,
        "ministry": office.ministry.name,
        "from": office.start and office.start.isoformat(),
        "to": office.end and office.end.isoformat(),
        "documents": in_office[office.pk],
    }


def _counts(kind: type[Any], column: str) -> Counter[str]:
    """Slug of a person → documents on show."""
    rows = _shown(kind).exclude(**{f"{column}__person": None})
    counted = rows.values_list(f"{column}__person__slug")
    return Counter(dict(counted.annotate(n=Count("document", distinct=True)).order_by()))


def _shown(kind: type[Any]) -> Any:
    return kind._default_manager.filter(document__withdrawn=False)


def _parties() -> defaultdict[str, Counter[str]]:
    rows = _shown(Asking).exclude(member__person=None).exclude(party=None)
    return _tallied(rows.values_list("member__person__slug", "party__name"))


def _printed() -> defaultdict[str, Counter[str]]:
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for kind, column in ((Asking, "member"), (Answering, "minister")):
        rows = _shown(kind).exclude(**{f"{column}__person": None})
        rows = rows.exclude(**{f"printed_{column}": None})
        names = rows.values_list(f"{column}__person__slug", f"printed_{column}__printed")
        for slug, counts in _tallied(names).items():
            found[slug].update(counts)
    return found


def _tallied(rows: Any) -> defaultdict[str, Counter[str]]:
    """Rows of (slug, name) → how many documents each slug has with each name."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for slug, name, count in rows.annotate(n=Count("document", distinct=True)).order_by():
        found[slug][name] += count
    return found


def _in_office() -> Counter[int]:
    rows = _shown(Answering).exclude(office=None).values_list("office")
    return Counter(dict(rows.annotate(n=Count("document", distinct=True)).order_by()))


def checked() -> Iterator[str]:
    """What is odd, in Dutch, a line each: offices without documents, documents outside of an
    office, and names that are not resolved, the most frequent first.
    """
    yield from _idle()
    yield from _outside()
    yield from _unresolved()


def _idle() -> Iterator[str]:
    """Offices in the years of the archive that no document has."""
    years = Document.objects.years()
    if not years:
        return
    in_office = _in_office()
    offices = Office.objects.filter(void=False, end__year__gte=years[0], start__year__lte=years[1])
    for office in offices.select_related("person", "ministry"):
        if not in_office[office.pk]:
            yield f"ambt zonder documenten: {office.person}, {office} ({office.start}–{office.end})"


def _outside() -> Iterator[str]:
    rows = _shown(Answering).exclude(office=None).select_related("office__person", "document")
    late = rows.filter(document__date__gt=F("office__end"))
    early = rows.filter(document__date__lt=F("office__start"))
    for row in (*early, *late):
        document, office = row.document, row.office
        yield (
            f"buiten het ambt: {document.identifier} ({document.date}), {office.person}, {office}"
        )


def _unresolved() -> Iterator[str]:
    for kind, column, words in (
        (Asking, "member", "vraagsteller"),
        (Answering, "minister", "beantwoorder"),
    ):
        rows = _shown(kind).filter(**{f"{column}__person": None}).exclude(**{column: None})
        names = rows.values_list(f"printed_{column}__printed")
        for name, count in names.annotate(n=Count("document", distinct=True)).order_by("-n", "pk")[
            :LISTED
        ]:
            yield f"niet herleid, {words}: «{name}» in {count} documenten"


class Telling:
    """Tells what would change; the names of rows are fetched once, as they are now."""

    def __init__(self) -> None:
        self._members = _labels(Member)
        self._ministers = _labels(Minister)

    def told(self, found: Again) -> Iterator[str]:
        """What would change in a document, in Dutch: 'Hoogerworst: – → Hans Hoogervorst'."""
        before, after = self._shown(found.stored), self._shown(found.wanted)
        for name in {**before, **after}:
            old, new = before.get(name, "–"), after.get(name, "–")
            if old != new:
                yield f"{name}: {old} → {new}"

    def _shown(self, rows: Rows) -> dict[str, str]:
        names: defaultdict[str, list[str]] = defaultdict(list)
        for asking in rows.askings:
            names[self._members[asking.printed_member_id]].append(self._members[asking.member_id])
        for answering in rows.answerings:
            printed = self._ministers.get(answering.printed_minister_id, answering.role)
            names[printed].append(self._ministers.get(answering.minister_id, "–"))
        return {name: " en ".join(shown) for name, shown in names.items()}


def _labels(kind: type[Any]) -> dict[int | None, str]:
    return {row.pk: str(row) for row in kind._default_manager.all()}
