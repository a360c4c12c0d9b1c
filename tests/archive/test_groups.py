"""Files stored in groups give the archive that they give one after another."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from django.test.utils import CaptureQueriesContext

from documents.archive import history, ingest
from documents.archive.changes import Change
from documents.archive.identifying import loading
from documents.models import Document, Event, IndexChange, Member
from documents.parsing import (
    Asker,
    Footnote,
    Note,
    ParseResult,
    Problem,
    Question,
    QuestionSet,
    RawFile,
    SeeAlso,
    parse,
    to_json,
)
from tests.factories import FULL_SET, make_set

ROOT = Path(__file__).parents[2]
File = tuple[RawFile, ParseResult]
#: moments, and what depends on them or on primary keys
UNTOLD = {"id", "previous", "digest", "word", "checked_at"}


def file(made: QuestionSet, *, text: str = "", form: str = "json", beside: bytes = b"") -> File:
    """A set as a file; another text gives other bytes with the same set."""
    data = (to_json(made) + text).encode()
    problems = (Problem.of("no_title"),) if not made.title else ()
    return RawFile(f"{made.identifier}.json", data, beside), ParseResult(made, problems, form)


def told(row: models.Model) -> tuple[Any, ...]:
    """What a row says, with what the rows say to which it refers, but for keys and moments."""
    return tuple(
        (field.name, _value(row, field))
        for field in row._meta.concrete_fields
        if field.name not in UNTOLD and not isinstance(field, models.DateTimeField)
    )


def _value(row: models.Model, field: models.Field) -> Any:
    value = getattr(row, field.name)
    if isinstance(value, models.Model):
        return told(value)
    if field.name == "document_pk":
        return Document.everything.get(pk=value).identifier if value else None
    return repr(value)


def whole_archive() -> dict[str, list[Any] | Counter[Any] | set[Any]]:
    """All rows of all tables; the order counts in the history alone."""
    found: dict[str, Any] = {}
    for kind in apps.get_app_config("documents").get_models(include_auto_created=True):
        rows = [told(row) for row in kind._base_manager.order_by("pk")]
        found[kind.__name__] = Counter(rows)
        if kind is Event:
            found[kind.__name__] = rows
        if kind is IndexChange:
            found[kind.__name__] = set(rows)  # a document that is noted twice is looked at once
    return found


def singly(files: Sequence[File]) -> list[ingest.Stored]:
    return [ingest.store(*one) for one in files]


def together(files: Sequence[File]) -> list[ingest.Stored]:
    return list(ingest.store_all(files))


def in_small_groups(files: Sequence[File]) -> list[ingest.Stored]:
    return [one for i in range(0, len(files), 3) for one in ingest.store_all(files[i : i + 3])]


def archive_of(
    way: Callable[[Sequence[File]], list[ingest.Stored]], files: Sequence[File]
) -> tuple[Any, Any]:
    """The outcomes and the archive that a way of storing gives; nothing of it stays."""
    with transaction.atomic():
        outcomes = [(one.change, one.document.identifier, one.repeats_valid) for one in way(files)]
        found = whole_archive()
        assert list(history.faults()) == []
        transaction.set_rollback(True)
    return outcomes, found


def assert_same(files: Sequence[File]) -> dict[str, Any]:
    """Whether all ways give one archive; that archive."""
    outcomes, archive = archive_of(singly, files)
    for way in (together, in_small_groups):
        others, other = archive_of(way, files)
        assert others == outcomes
        assert other.keys() == archive.keys()
        for name in archive:
            assert other[name] == archive[name], name
    return archive


def changes(files: Sequence[File]) -> Counter[Change]:
    with transaction.atomic():
        found = Counter(one.change for one in together(files))
        transaction.set_rollback(True)
    return found


CASE = "2022Z17084"


def family() -> list[QuestionSet]:
    """Questions, a notice and an answer of one case, a further answer, and others on them."""
    questions = make_set(
        identifier=f"kv-tk-{CASE}", number=None, kind="question", case_number=CASE, answered=None,
        answers=(), answerers=(),
    )  # fmt: skip
    notice = make_set(
        kind="postponement", case_number=CASE, answered=date(2022, 10, 1), answers=(),
        notes=(Note("mededeling", "De vragen kunnen niet binnen drie weken worden beantwoord."),),
    )  # fmt: skip
    year, number = "2022-2023", notice.number
    answer = make_set(case_number=CASE, see_also=(SeeAlso(year, number),))
    further = make_set(
        see_also=(SeeAlso(year, answer.number),),
        questions=(Question(1, f"Herinnert u zich zaak {CASE}?[^1]"),),
        footnotes=(Footnote(1, f"Aanhangsel Handelingen, vergaderjaar {year}, nr. {number}"),),
    )
    early = make_set(see_also=(SeeAlso(year, further.number + 1),))
    late = make_set(case_number="2022Z17099", other_cases=(CASE,))
    return [questions, early, notice, answer, further, late]


def odd_days() -> list[QuestionSet]:
    """Sets of which a day cannot be right, among neighbours that tell which is meant."""
    days = [date(2022, 11, day) for day in (7, 8, 8, 9, 9, 10)]
    rows = [make_set(answered=day) for day in days]
    wrong = make_set(answered=date(2022, 11, 10), submitted=date(2023, 10, 9))
    return [*rows[:4], wrong, *rows[4:], make_set(answered=date(2002, 11, 10))]


def people() -> list[QuestionSet]:
    """Names that are new in the group: in two spellings, twice in a header, of other parties."""
    crowd = ((Asker("Van Loon", "PvdW"), Asker("VAN LOON", "PvdW")), (Asker("van Loon", "pvdw"),))
    parties = ((Asker("Kwast", "Lijst Water"),), (Asker("Kwast", None), Asker("Kwast", "LW")))
    return [make_set(askers=askers, topics=("veren", "Water")) for askers in crowd + parties]


@pytest.mark.django_db
@pytest.mark.parametrize("order", [1, -1])
def test_documents_of_one_case_and_references_between_them(order):
    archive = assert_same([file(made) for made in family()][::order])
    assert len(archive["Case"]) < len(archive["Document"])


@pytest.mark.django_db
def test_names_that_are_new_and_facts_that_know_some():
    loading.complete(begin=True)
    known = make_set(askers=(Asker("Kant", "SP"),), submitted=date(2005, 3, 1), answered=None)
    files = [file(made) for made in (*people(), known, FULL_SET)]
    assert_same(files)
    assert changes(files) == {Change.NEW: len(files)}


@pytest.mark.django_db
def test_days_that_cannot_be_right():
    assert_same([file(made) for made in odd_days()])


@pytest.mark.django_db
def test_versions_repeats_and_second_sources_among_new_documents():
    first, second, third = make_set(), make_set(title=""), make_set()
    changed = replace(first, title="een andere titel")
    unnumbered = replace(second, identifier=None, number=None, session_year=None)
    stranger = replace(
        third, askers=(Asker("Iemand Anders", "X"),), submitted=date(2022, 8, 1), title="iets"
    )
    files = [
        file(first),
        file(first, text="\n"),  # says the same
        file(second),
        file(first),  # the very same
        file(changed),
        file(third, beside=b"<metadata/>"),
        file(third),
        file(replace(third, title="van tekst"), form="text"),
        file(unnumbered, text=" "),
        file(unnumbered, text=" "),
        file(stranger),
        file(replace(stranger, identifier="ah-tk-20222023-8888", number=8888)),
    ]
    assert_same(files)
    found = changes(files)
    assert found[Change.NEW] >= 3
    assert min(found[one] for one in (Change.CHANGED, Change.KEPT, Change.UNCHANGED)) > 0


@pytest.mark.django_db
def test_the_same_reply_under_its_own_number_and_that_of_the_series():
    early = make_set(identifier="ah-tk-2022D04567", number=None, case_number=CASE)
    assert_same([file(early), file(make_set(case_number=CASE)), file(make_set())])
    assert_same([file(make_set(case_number=CASE)), file(early)])


@pytest.mark.django_db
def test_the_files_of_the_demo():
    paths = sorted(path for path in (ROOT / "samples").rglob("*") if path.is_file())
    raws = [RawFile(path.name, path.read_bytes()) for path in paths]
    files = [(raw, result) for raw in raws for result in [parse(raw)] if result.set]
    assert len(files) > 20
    assert_same(files)


@pytest.mark.django_db
def test_what_is_here_already_changes_nothing():
    files = [file(made) for made in family()]
    singly(files)
    before = whole_archive()
    assert {one.change for one in together(files)} == {Change.UNCHANGED}
    assert whole_archive() == before


@pytest.mark.django_db(transaction=True)
def test_one_that_cannot_be_stored_costs_no_other():
    good = [make_set() for _ in range(4)]
    bad = make_set(number=10**30)
    stored = ingest.store_all([file(made) for made in (*good[:2], bad, *good[2:])])
    assert [next(stored).change for _ in range(2)] == [Change.NEW] * 2
    with pytest.raises((OverflowError, DatabaseError)):
        next(stored)
    assert Document.objects.count() == 2
    assert {one.change for one in together([file(made) for made in good])} == {
        Change.NEW,
        Change.UNCHANGED,
    }


@pytest.mark.django_db(transaction=True)
def test_what_is_told_as_stored_is_there_for_others():
    stored = ingest.store_all([file(make_set()) for _ in range(3)])
    document = next(stored).document
    assert not connection.in_atomic_block
    assert document.source.path.parent.name == document.source.sha256[:2]
    assert Document.objects.count() == 3
    assert Member.objects.filter(documents=document).exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("place", [0, 3, 7])
def test_one_that_cannot_be_stored_leaves_the_others_their_transaction(place):
    rows = [make_set() for _ in range(7)]
    rows.insert(place, make_set(number=10**30))
    stored = ingest.store_all([file(made) for made in rows])
    with CaptureQueriesContext(connection) as asked:
        told = [next(stored).change for _ in range(place)]
        with pytest.raises((OverflowError, DatabaseError)):
            next(stored)
    assert told == [Change.NEW] * place
    assert Document.objects.count() == Event.objects.count() == place
    assert list(history.faults()) == []
    ended = [row["sql"] for row in asked.captured_queries if row["sql"] == "COMMIT"]
    assert len(ended) == 1
