"""What the archive does with a parsed set: once, whole, versioned, tied to what it refers to."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from documents.archive import sources
from documents.archive.ingest import Refused, Stored, store
from documents.archive.naming import derived_identifier
from documents.models import (
    Document,
    IndexChange,
    Member,
    Minister,
    Party,
    Question,
    Reference,
    Source,
)
from documents.parsing import (
    Addressee,
    Answer,
    Answerer,
    Asker,
    Footnote,
    Note,
    ParseResult,
    Problem,
    QuestionSet,
    RawFile,
    SeeAlso,
)
from documents.parsing import (
    Question as ParsedQuestion,
)

pytestmark = pytest.mark.django_db

DIKES = QuestionSet(
    kind="answer",
    identifier="ah-tk-20222023-9001",
    session_year="2022-2023",
    number=9001,
    title="de hoogte van de Zomerdijk",
    submitted=date(2022, 9, 9),
    answered=date(2022, 11, 8),
    askers=(Asker("Van Polderen", "D66"), Asker("Kostić", "PvdW")),
    addressees=(Addressee("Minister", "Infrastructuur en Waterstaat"),),
    answerers=(
        Answerer("Dijkstra-Vos", "Minister", "Infrastructuur en Waterstaat"),
        Answerer(None, "Staatssecretaris", "Financiën", on_behalf=True),
    ),
    questions=(ParsedQuestion(1, "Kent u de dijk?[^1]", (1,)), ParsedQuestion(2, "En nu?")),
    answers=(Answer((1, 2), "Ja."),),
    footnotes=(Footnote(1, "De Polderbode, 1 september 2022"),),
    notes=(Note("toelichting", "Deze vragen zijn verzonnen."),),
    topics=("Waterstaat",),
)


def put(questions: QuestionSet, data: bytes = b"een", *problems: Problem) -> Stored:
    return store(RawFile("dijk.txt", data), ParseResult(questions, problems, "text"))


def test_a_new_document_has_everything_that_was_parsed():
    document = Document.objects.whole().get(pk=put(DIKES).document.pk)
    assert document.title == "de hoogte van de Zomerdijk"
    assert document.days_to_answer == 60
    assert [str(row) for row in document.askings.all()] == ["Van Polderen (D66)", "Kostić (PvdW)"]
    assert [str(row) for row in document.answerings.all()] == [
        "Minister Dijkstra-Vos (Infrastructuur en Waterstaat)",
        "Staatssecretaris (Financiën)",
    ]
    assert [(q.number, q.text) for q in document.questions.all()] == [
        (1, "Kent u de dijk?[^1]"),
        (2, "En nu?"),
    ]
    assert [(a.numbers, a.text) for a in document.answers.all()] == [([1, 2], "Ja.")]
    assert [n.text for n in document.footnotes.all()] == ["De Polderbode, 1 september 2022"]
    assert {m.name for m in document.ministries.all()} == {
        "Infrastructuur en Waterstaat",
        "Financiën",
    }
    assert [t.name for t in document.topics.all()] == ["Waterstaat"]


@pytest.mark.django_db(transaction=True)
def test_the_bytes_are_kept_under_their_hash():
    source = put(DIKES, b"de bytes zelf").document.source
    assert source.path.read_bytes() == b"de bytes zelf"
    assert source.path.name == source.sha256
    assert sources.read(source) == RawFile("dijk.txt", b"de bytes zelf")


def test_an_altered_source_on_disk_is_noticed():
    source = sources.keep(RawFile("dijk.txt", b"echt"), "text")
    source.path.write_bytes(b"vals")
    with pytest.raises(ValueError, match="not what its name says"):
        sources.read(source)
    source.path.write_bytes(b"echt")


@pytest.mark.django_db(transaction=True)  # bytes go to their place when it ends well
def test_an_altered_source_is_whole_again_once_its_bytes_come_again():
    source = sources.keep(RawFile("dijk.txt", b"echt"), "text")
    source.path.write_bytes(b"vals")
    with transaction.atomic():
        sources.keep(RawFile("dijk.txt", b"echt"), "text")
    assert sources.read(source).data == b"echt"
    assert source.path.with_suffix(".damaged").read_bytes() == b"vals"


def test_the_same_bytes_again_change_nothing():
    first = put(DIKES)
    changed_at = first.document.changed_at
    IndexChange.objects.all().delete()
    again = put(replace(DIKES, title="anders gelezen"))
    assert again.change == "unchanged"
    assert again.document.changed_at == changed_at
    assert again.document.title == DIKES.title
    assert not IndexChange.objects.exists()


def test_other_bytes_make_a_new_version_and_keep_the_old_source():
    put(DIKES, b"een")
    changed = put(
        replace(DIKES, title="de Winterdijk", questions=DIKES.questions[:1], topics=()), b"twee"
    )
    assert changed.change == "changed"
    document = Document.objects.get()
    assert document.title == "de Winterdijk"
    assert document.questions.count() == 1
    assert not document.topics.exists()
    assert [v.source.path.read_bytes() for v in document.versions.all()] == [b"twee", b"een"]
    assert put(DIKES, b"een").change == "unchanged"


def test_questions_with_one_number_become_one():
    printed = (ParsedQuestion(1, "a"), ParsedQuestion(2, "b", label="2a"), ParsedQuestion(2, "c"))
    document = put(replace(DIKES, questions=printed)).document
    assert [str(question) for question in document.questions.all()] == ["Vraag 1", "Vraag 2a, 2"]
    assert [question.text for question in document.questions.all()] == ["a", "b\n\nc"]


def test_a_set_that_the_database_refuses_leaves_nothing():
    impossible = replace(DIKES, questions=(ParsedQuestion(1, "a"), ParsedQuestion(-1, "b")))
    with pytest.raises(IntegrityError):
        put(impossible)
    assert not Document.objects.exists()
    assert not Source.objects.exists()
    assert not IndexChange.objects.exists()
    assert not Party.objects.exists()


def test_a_failed_new_version_leaves_the_old_one_as_it_was():
    put(DIKES, b"een")
    with pytest.raises(IntegrityError):
        put(replace(DIKES, questions=(ParsedQuestion(1, "a"), ParsedQuestion(-1, "b"))), b"twee")
    document = Document.objects.get()
    assert document.version == 1
    assert Question.objects.count() == 2


def test_what_was_refused_by_the_parser_cannot_be_stored():
    with pytest.raises(Refused, match="leeg"):
        store(RawFile("x", b""), ParseResult(None, (Problem.of("empty_file"),)))


def test_every_change_is_noted_for_the_index():
    document = put(DIKES).document
    assert list(IndexChange.objects.values_list("document_pk", flat=True)) == [document.pk]


def test_problems_are_kept_with_the_document():
    put(DIKES, b"een", Problem.of("numbers_missing", "vraag 3", detail="3"))
    document = Document.objects.with_problems().get()
    assert [(p.code, p.place) for p in document.problems.all()] == [("numbers_missing", "vraag 3")]


@pytest.mark.parametrize("target_first", [True, False])
def test_a_reference_is_tied_whichever_comes_first(target_first: bool):
    target = replace(DIKES, kind="postponement", identifier="ah-tk-20222023-9000", number=9000)
    pointing = replace(DIKES, see_also=(SeeAlso("2022-2023", 9000),))
    order = [(target, b"doel"), (pointing, b"wijst")]
    for questions, data in order if target_first else reversed(order):
        put(questions, data)
    reference = Reference.objects.get()
    assert reference.document.identifier == "ah-tk-20222023-9001"
    assert reference.target is not None
    assert reference.target.identifier == "ah-tk-20222023-9000"
    assert list(reference.target.referrers.all()) == [reference]


def test_a_reference_survives_a_new_version_of_its_target():
    put(replace(DIKES, see_also=(SeeAlso("2022-2023", 9000),)), b"wijst")
    target = replace(DIKES, identifier="ah-tk-20222023-9000", number=9000)
    put(target, b"doel")
    put(replace(target, title="herdruk"), b"doel 2")
    assert Reference.objects.get().target == Document.objects.get(number=9000)


def test_the_same_party_and_member_in_two_spellings_are_one():
    put(DIKES, b"een")
    other = replace(
        DIKES, identifier="ah-tk-20222023-9002", askers=(Asker("Van Polderen", "D'66"),)
    )
    put(other, b"twee")
    assert Party.objects.filter(slug="d66").count() == 1
    assert Member.objects.get(slug="van-polderen-d66").documents.count() == 2


def test_members_of_one_name_in_two_parties_are_two():
    put(replace(DIKES, askers=(Asker("Smid", "D66"), Asker("Smid", "PvdW"))))
    assert sorted(str(m) for m in Member.objects.all()) == ["Smid (D66)", "Smid (PvdW)"]


def test_a_number_that_is_another_documents_does_not_replace_it():
    put(DIKES, b"een")
    stranger = replace(
        DIKES,
        submitted=date(2023, 1, 2),
        answered=date(2023, 1, 9),
        title="wolven",
        askers=(Asker("Anders", "PvdW"),),
    )
    stored = put(stranger, b"twee")
    assert stored.change == "new"
    assert stored.document.identifier == "kv-20230102-anders-wolven"
    assert [p.code for p in stored.document.problems.all()] == ["number_in_use"]
    assert Document.objects.get(identifier=DIKES.identifier).title == DIKES.title
    assert put(stranger, b"twee").change == "unchanged"


def test_a_set_without_a_number_gets_a_readable_identifier():
    nameless = replace(DIKES, identifier=None)
    assert put(nameless).document.identifier == (
        "kv-20220909-van-polderen-de-hoogte-van-de-zomerdijk"
    )


def test_identifiers_of_long_subjects_stay_apart_and_short():
    long = "de coördinatie van " * 30
    one, two = (
        derived_identifier(replace(DIKES, identifier=None, title=long + end)) for end in "ab"
    )
    assert one != two
    assert len(one) < 150


def test_sets_of_one_day_without_names_or_subjects_stay_apart():
    bare = QuestionSet(kind="question", submitted=date(2022, 5, 3))
    texts = ("Kent u de dijk?", "Kent u de wolf?")
    one, two = (
        derived_identifier(replace(bare, questions=(ParsedQuestion(1, text),))) for text in texts
    )
    assert one != two
    assert one.startswith("kv-20220503-")


def test_a_corrected_name_is_met_again_in_both_spellings() -> None:
    """An archivist mended 'Polderen' to 'Van Poldere'; sources go on to print both."""
    put(DIKES)
    member = Member.objects.get(name="Van Polderen")
    minister = Minister.objects.get(name="Dijkstra-Vos")
    Member.objects.filter(pk=member.pk).update(name="Van Poldere")
    Minister.objects.filter(pk=minister.pk).update(name="Dijkstra")
    office = "Infrastructuur en Waterstaat"
    again = replace(
        DIKES,
        identifier="ah-tk-20222023-9002",
        number=9002,
        askers=(Asker("Van Poldere", "D66"), Asker("Van Polderen", "D66")),
        answerers=(
            Answerer("Dijkstra", "Minister", office),
            Answerer("Dijkstra-Vos", "Minister", office),
        ),
    )
    document = put(again, b"twee").document
    assert [row.member for row in document.askings.all()] == [member]
    assert {row.minister for row in document.answerings.all()} == {minister}
    assert Minister.objects.count() == 1
