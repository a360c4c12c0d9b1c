"""The workbench of uploads: filters, decisions on many files and on one, rights, and full disks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from documents.archive import uploads
from documents.archive.decisions import withdrawals
from documents.models import Document, Event, Upload, UploadedFile, Withdrawal
from documents.parsing import Answer, Asker, Footnote, Note, Problem, Question, QuestionSet, to_json
from tests.admin.conftest import Send, archivist, set_file, zip_file
from tests.admin.deeds.pages import redact
from tests.archive.test_uploads import LONG, full_database, on_disk, small_files
from tests.factories import make_set
from tests.pages import get, links, said, texts
from tests.uploaded import read_of

pytestmark = pytest.mark.django_db


def bench(query: str = "", upload: Upload | None = None) -> str:
    """The address of the workbench of the last upload."""
    upload = upload or Upload.objects.latest("pk")
    return reverse("admin:documents_upload_change", args=[upload.pk]) + query


def page_of(name: str, query: str = "") -> str:
    """The address of the page of a file of the last upload."""
    file = of(name)
    return reverse("admin:documents_upload_file", args=[file.upload_id, file.pk]) + query


def of(name: str) -> UploadedFile:
    return UploadedFile.objects.filter(name=name).latest("pk")


def names(tree: Any) -> list[str]:
    return texts(tree, "//a[@class='bench-file']")


def decide(
    client: Client, decision: str, files: Iterable[str] = (), query: str = "", **data: str
) -> HttpResponse:
    ticked = [of(name).pk for name in files]
    return client.post(bench(query), {"decision": decision, "file": ticked, **data}, follow=True)


def shorter(questions: QuestionSet) -> bytes:
    one = replace(questions, questions=questions.questions[:1], answers=questions.answers[:1])
    return to_json(one).encode()


@pytest.fixture
def mixed(send: Send, beheer: Client) -> QuestionSet:
    """An upload with a file of each sort; the set that it has a shorter version of."""
    stored, gone = make_set(), make_set()
    again = set_file()
    send(
        ("voor.json", to_json(stored).encode()),
        ("weg.json", to_json(gone).encode()),
        ("zelfde.json", again),
        ("lang.json", set_file(questions=(Question(1, LONG), Question(2, LONG)))),
    )
    decide(beheer, "publish all")
    withdrawn = Document.objects.get(identifier=gone.identifier)
    withdrawals.withdraw(withdrawn, reason=Withdrawal.Reason.PRIVACY, note="", by="archivaris")
    twice = set_file()
    send(
        ("schoon.json", set_file()),
        ("korter.json", shorter(stored)),
        ("zelfde.json", again),
        ("naamloos.json", set_file(askers=())),
        ("lijkt.json", set_file(questions=(Question(1, LONG), Question(2, LONG)))),
        ("een.json", twice),
        ("twee.json", twice),
        ("weg2.json", to_json(replace(gone, title="een andere titel")).encode()),
        ("leeg.txt", b""),
    )
    return stored


# Working through by problems


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?let-op=schoon", ["schoon.json"]),
        ("?let-op=verlies", ["korter.json"]),
        ("?let-op=lijkt", ["lijkt.json"]),
        ("?let-op=dubbel", ["een.json", "twee.json"]),
        ("?let-op=ingetrokken", ["weg2.json"]),
        ("?uitkomst=archief", ["zelfde.json"]),
        ("?uitkomst=versie", ["korter.json", "weg2.json"]),
        ("?uitkomst=geweigerd", ["leeg.txt"]),
        ("?probleem=no_askers", ["naamloos.json"]),
        ("?toestand=geweigerd", ["leeg.txt"]),
        ("?uitkomst=nieuw&let-op=problemen", ["naamloos.json"]),
        ("?uitkomst=nieuw&formaat=pdf", []),
    ],
)
def test_each_filter_gives_its_files(
    mixed: QuestionSet, beheer: Client, query: str, expected: list[str]
) -> None:
    assert names(get(beheer, bench(query))) == expected


def test_filters_have_counts_and_combine(mixed: QuestionSet, beheer: Client) -> None:
    tree = get(beheer, bench("?uitkomst=nieuw"))
    rows = texts(tree, "//section[@class='bench-filters']//li")
    assert "nieuw document 5" in rows  # schoon, naamloos, lijkt, een, twee
    assert "nieuwe versie 2" in rows  # what else could be chosen instead
    assert "zonder problemen 1" in rows
    assert "verliest iets 1" not in rows
    chosen = links(tree, "//section[@class='bench-filters']")
    assert chosen["zonder problemen"] == "?uitkomst=nieuw&let-op=schoon"
    assert chosen["nieuwe versie"] == "?uitkomst=versie"
    assert chosen["nieuw document"] == "?"  # takes the filter away


@pytest.mark.parametrize("query", ["?let-op=onzin", "?onzin=1", "?probleem=%3Cscript%3E"])
def test_a_filter_that_does_not_exist_is_told_and_does_nothing(
    mixed: QuestionSet, beheer: Client, query: str
) -> None:
    response = beheer.get(bench(query))
    assert response.status_code == 400
    assert "Dit filter is er niet" in response.content.decode()
    assert decide(beheer, "publish all", query=query).status_code == 400
    assert Document.objects.count() == 3
    assert beheer.get(page_of("een.json", query)).status_code == 400


@pytest.mark.parametrize("number", ["0", "-1", "99", "x", "9" * 50, ""])
def test_a_page_that_does_not_exist_shows_another(
    mixed: QuestionSet, beheer: Client, number: str
) -> None:
    response = beheer.get(bench(f"?pagina={number}"))
    assert response.status_code == 200
    assert "schoon.json" in response.content.decode()


def test_what_has_no_problems_is_published_with_one_button(
    mixed: QuestionSet, beheer: Client
) -> None:
    [button] = get(beheer, bench()).xpath("//button[@value='publish clean']")
    assert said(button) == "Publiceer 1 zonder problemen"
    assert "1 nieuw" in decide(beheer, "publish clean").content.decode()
    assert of("schoon.json").state == "published"
    assert UploadedFile.objects.filter(state="published").count() == 5


def test_all_files_of_a_filter_are_decided_on_together(send: Send, beheer: Client) -> None:
    packed = {
        f"{i:03}.json": set_file(askers=() if i % 2 else (Asker("Kuiper"),)) for i in range(120)
    }
    send(("alles.zip", zip_file(packed)))
    assert len(names(get(beheer, bench()))) == 50
    assert len(names(get(beheer, bench("?pagina=3")))) == 20
    query = "?probleem=no_askers"
    [button] = get(beheer, bench(query)).xpath("//button[@value='cancel all']")
    assert said(button) == "Alle 60 annuleren"
    assert "Geannuleerd: 60." in decide(beheer, "cancel all", query=query).content.decode()
    assert UploadedFile.objects.filter(state="waiting").count() == 60
    assert "Wacht weer: 60." in decide(beheer, "reopen all").content.decode()
    assert "60 nieuw" in decide(beheer, "publish clean").content.decode()


def test_a_cancelled_file_can_wait_again(mixed: QuestionSet, beheer: Client) -> None:
    decide(beheer, "cancel", ["schoon.json"])
    assert of("schoon.json").state == "cancelled"
    assert "Wacht weer: 1." in decide(beheer, "reopen", ["schoon.json"]).content.decode()
    assert of("schoon.json").state == "waiting"


# One file


def test_a_file_has_links_to_the_next_and_the_one_before_in_the_filter(
    mixed: QuestionSet, beheer: Client
) -> None:
    query = "?uitkomst=nieuw"
    tree = get(beheer, page_of("naamloos.json", query))
    around = links(tree, "//nav[@aria-label='Bestanden in deze selectie']")
    assert around["Vorige"] == page_of("schoon.json", query)
    assert around["Volgende"] == page_of("lijkt.json", query)
    assert around["2 van 5 in de lijst"] == bench(query)
    assert "Vorige" not in links(get(beheer, page_of("schoon.json", query)))


def test_a_decision_on_one_file_goes_on_to_the_next(mixed: QuestionSet, beheer: Client) -> None:
    query = "?let-op=dubbel"
    response = beheer.post(page_of("een.json", query), {"decision": "cancel"}, follow=True)
    assert response.redirect_chain[-1][0] == page_of("twee.json", query)
    assert "Geannuleerd: 1." in response.content.decode()
    last = beheer.post(page_of("twee.json", query), {"decision": "publish"}, follow=True)
    assert last.redirect_chain[-1][0] == bench(query)


def test_every_problem_is_marked_at_its_place(send: Send, beheer: Client) -> None:
    send(
        (
            "veel.json",
            set_file(
                title="",
                questions=(Question(1, "Eén?"), Question(2, "Twee?[^7]", (7,)), Question(4, "")),
                answers=(Answer((1,), "Ja."), Answer((9,), "Nee.")),
                footnotes=(Footnote(3, "Het Veer"),),
                notes=(Note("toelichting", "Verzonnen."),),
            ),
        )
    )
    tree = get(beheer, page_of("veel.json"))
    problems = uploads.preview(of("veel.json")).problems
    assert {problem.code for problem in problems} >= {
        *("no_title", "question_without_answer", "answer_without_question", "numbers_missing"),
        *("empty_text", "mark_without_footnote", "footnote_without_mark"),
    }
    for code, place in (
        ("no_title", "kop"),
        ("question_without_answer", "questions-1"),
        ("answer_without_question", "answers-1"),
        ("numbers_missing", "questions-2"),
        ("empty_text", "questions-2"),
        ("mark_without_footnote", "questions-1"),
        ("footnote_without_mark", "footnotes-0"),
    ):
        [message] = [problem.message for problem in problems if problem.code == code]
        marks = texts(tree, f"//*[@id='{place}']//p[starts-with(@class, 'bench-mark')]")
        assert any(message in mark for mark in marks), (code, marks)
    assert tree.xpath("//*[@id='notes-0']")
    every = tree.xpath("//@id")
    assert len(every) == len(set(every))


def test_a_refused_file_says_why(mixed: QuestionSet, beheer: Client) -> None:
    tree = get(beheer, page_of("leeg.txt"))
    assert "Het bestand is leeg, of bevat alleen spaties of nullen." in said(tree)
    assert not tree.xpath("//main//button[@name='decision']")


def test_thousands_of_problems_and_odd_names_are_shown(send: Send, beheer: Client) -> None:
    odd = "‮“<b>&\U0001f6a2" + "x" * 300 + ".json"
    send((odd, set_file()), ("veel.json", set_file()))
    many = [vars(Problem.of("date_invalid", "kop", detail=i)) for i in range(5000)]
    UploadedFile.objects.filter(name="veel.json").update(problems=many)
    assert "En nog 4997." in said(get(beheer, bench()))
    tree = get(beheer, page_of("veel.json"))
    assert "5000 problemen" in said(tree)
    first = UploadedFile.objects.exclude(name="veel.json").get()
    assert "<b>&" in names(get(beheer, bench()))[0]
    address = reverse("admin:documents_upload_file", args=[first.upload_id, first.pk])
    assert beheer.get(address).status_code == 200


def test_a_file_of_another_upload_is_not_found(mixed: QuestionSet, beheer: Client) -> None:
    other = Upload.objects.order_by("pk")[0].files.all()[0]
    upload = Upload.objects.latest("pk")
    for wrong in (other.pk, 10**18 - 1, 10**30):
        address = f"{bench().removesuffix('change/')}bestand/{wrong}/"
        assert beheer.get(address).status_code == 404
        assert beheer.post(address, {"decision": "publish"}).status_code == 404
        assert beheer.get(f"{address}vergelijken/?document=1").status_code == 404
    assert upload.files.filter(state="published").count() == 0


# Losses


def test_a_version_that_loses_something_says_so_and_asks_for_a_second_tick(
    mixed: QuestionSet, beheer: Client
) -> None:
    assert "Verliest: 1 vraag minder (1 in plaats van 2)" in said(get(beheer, bench()))
    tree = get(beheer, page_of("korter.json"))
    assert "het document verliest iets door deze versie" in said(tree)
    response = beheer.post(page_of("korter.json"), {"decision": "publish"}, follow=True)
    assert "Niet gepubliceerd: 1" in response.content.decode()
    decide(beheer, "publish all")
    document = Document.objects.get(identifier=mixed.identifier)
    assert (of("korter.json").state, document.questions.count()) == ("waiting", 2)
    beheer.post(page_of("korter.json"), {"decision": "publish", "toch": "ja"})
    assert (of("korter.json").state, document.questions.count()) == ("published", 1)


# Duplicates


def test_a_likeness_is_told_with_a_comparison(mixed: QuestionSet, beheer: Client) -> None:
    other = Document.objects.get(questions__text=LONG, questions__number=1)
    found = links(get(beheer, page_of("lijkt.json")))
    compared = get(beheer, found[other.identifier])
    headings = texts(compared, "//h2")
    assert "Vraag 1: gelijk" in headings
    assert "Titel: anders" in headings
    assert texts(compared, "//del")
    assert texts(compared, "//ins")


def test_a_new_version_is_compared_with_the_document(mixed: QuestionSet, beheer: Client) -> None:
    found = links(get(beheer, page_of("korter.json")))
    compared = get(beheer, found[f"Vergelijk met {mixed.identifier}"])
    assert "Vraag 2: anders" in texts(compared, "//h2")
    assert "Staat hier niet." in said(compared)


@pytest.mark.parametrize("query", ["", "?document=0", "?document=x", "?bestand=" + "9" * 30])
def test_a_comparison_with_nothing_is_not_found(
    mixed: QuestionSet, beheer: Client, query: str
) -> None:
    assert beheer.get(f"{page_of('een.json')}vergelijken/{query}").status_code == 404


def test_files_with_one_number_but_other_people_are_told(send: Send, beheer: Client) -> None:
    other = {"submitted": date(2022, 2, 1), "askers": (Asker("El Amrani"),)}
    send(
        ("een.json", set_file(identifier="ah-tk-20222023-90077")),
        ("twee.json", set_file(identifier="ah-tk-20222023-90077", **other)),
    )
    assert names(get(beheer, bench("?let-op=nummer"))) == ["een.json", "twee.json"]
    assert "Zelfde nummer, andere vragen dan twee.json" in said(get(beheer, bench()))


def test_the_valid_source_among_twins_can_be_chosen(mixed: QuestionSet, beheer: Client) -> None:
    assert "Tweede bron bij een.json" in said(get(beheer, page_of("twee.json")))
    response = beheer.post(page_of("twee.json"), {"decision": "prefer"}, follow=True)
    assert response.redirect_chain[-1][0] == page_of("twee.json")
    assert "Gaat als bron vóór een.json" in said(get(beheer, page_of("twee.json")))


def test_of_many_files_of_one_document_some_are_named_with_each_and_all_counted(
    send: Send, beheer: Client
) -> None:
    one = make_set()
    words = [replace(one, questions=(Question(1, LONG + " veer" * n),)) for n in range(30)]
    send(*((f"{n}.json", to_json(read).encode()) for n, read in enumerate(words)))
    tree = get(beheer, bench())
    assert names(tree) == [f"{n}.json" for n in range(30)]
    named = tree.xpath("//td//a[contains(@href, '/bestand/')]")
    assert len(names(tree)) <= len(named) <= 5 * len(names(tree))
    assert said(tree).count("Van dit document zijn er 30 bestanden.") == 30


# Rights


def test_a_file_of_a_redacted_document_is_read_by_those_with_the_right_alone(
    send: Send, beheer: Client
) -> None:
    send(("veer.json", set_file(title="het huis van Kwikstaart")))
    decide(beheer, "publish all")
    redact(beheer, Document.objects.get(), "van Kwikstaart")
    compare = f"{page_of('veer.json')}vergelijken/?bestand={of('veer.json').pk}"
    reader = archivist("lezer", "view_upload", "view_source")
    for page in (page_of("veer.json"), compare):
        assert reader.get(page).status_code == 403
    assert "Kwikstaart" not in reader.get(bench()).content.decode()
    for page in (bench(), page_of("veer.json"), compare):
        assert "Kwikstaart" in beheer.get(page).content.decode()


@pytest.fixture
def sender(db: None) -> Client:
    """One who may upload and nothing more, with an upload of his own."""
    client = archivist("inzender", "add_upload")
    chosen = SimpleUploadedFile("eigen.json", set_file())
    sent = read_of(client, {"file": chosen})
    assert sent.status_code == 200
    assert "eigen.json" in sent.content.decode()
    return client


def test_one_who_may_upload_sees_and_sets_aside_his_own_but_publishes_nothing(
    sender: Client,
) -> None:
    tree = get(sender, page_of("eigen.json"))
    assert texts(tree, "//button[@name='decision']") == ["Annuleren"]
    assert "Corrigeren" in links(tree)
    source = links(tree)["Open de bron"]
    assert sender.get(source).status_code == 200
    assert sender.post(page_of("eigen.json"), {"decision": "publish"}).status_code == 403
    assert sender.post(bench(), {"decision": "publish all"}).status_code == 403
    assert not Document.objects.exists()
    assert sender.post(page_of("eigen.json"), {"decision": "cancel"}).status_code == 302
    assert of("eigen.json").state == "cancelled"


def test_one_who_may_upload_sees_no_upload_of_another(send: Send, sender: Client) -> None:
    send(("ander.json", set_file()))
    assert sender.get(bench()).status_code == 403
    assert sender.get(page_of("ander.json")).status_code == 403
    assert sender.post(bench(), {"decision": "cancel all"}).status_code == 403
    compare = f"{page_of('eigen.json')}vergelijken/?bestand={of('ander.json').pk}"
    assert sender.get(compare).status_code == 403
    listed = links(get(sender, reverse("admin:documents_upload_changelist")))
    assert [name for name in listed if name.startswith("Upload ")] == [str(of("eigen.json").upload)]


def test_one_who_may_publish_publishes_the_uploads_of_others(sender: Client) -> None:
    publisher = archivist("hoofd", "publish_document")
    tree = get(publisher, page_of("eigen.json"))
    assert texts(tree, "//button[@name='decision']") == ["Publiceren", "Annuleren"]
    publisher.post(page_of("eigen.json"), {"decision": "publish"})
    assert Event.objects.latest("pk").by == "hoofd"
    assert Document.objects.count() == 1


def test_one_who_may_look_changes_nothing(sender: Client) -> None:
    reader = archivist("lezer", "view_upload")
    assert not get(reader, page_of("eigen.json")).xpath("//button[@name='decision']")
    assert not get(reader, bench()).xpath("//button[@name='decision']")
    for decision in ("publish", "cancel", "reopen", "prefer"):
        assert reader.post(page_of("eigen.json"), {"decision": decision}).status_code == 403
        assert reader.post(bench(), {"decision": f"{decision} all"}).status_code == 403
    assert archivist("kijker").get(bench()).status_code == 403
    assert of("eigen.json").state == "waiting"


def test_an_unknown_decision_is_told(mixed: QuestionSet, beheer: Client) -> None:
    for wrong in ("", "onzin", "publish onzin"):
        assert beheer.post(bench(), {"decision": wrong}).status_code == 400
    assert beheer.post(page_of("een.json"), {"decision": "onzin"}).status_code == 400


def test_a_decision_that_another_took_before_changes_nothing_and_says_so(
    mixed: QuestionSet, beheer: Client
) -> None:
    uploads.cancel([of("een.json").pk], by="een ander")
    page = decide(beheer, "cancel", ["een.json"]).content.decode()
    assert "een ander heeft dit al gedaan" in page
    assert Event.objects.filter(deed="cancelled").count() == 1


# The list of uploads


def test_the_list_of_uploads_counts_the_files_in_each_state(
    mixed: QuestionSet, beheer: Client
) -> None:
    decide(beheer, "publish", ["schoon.json"])
    decide(beheer, "cancel", ["een.json", "twee.json"])
    Upload.objects.filter(pk=Upload.objects.latest("pk").pk).update(note="van de griffie")
    tree = get(beheer, reverse("admin:documents_upload_changelist"))
    row = texts(tree, "//table[@id='result_list']/tbody/tr[1]/td")
    assert row[2:] == ["van de griffie", "9", "5", "1", "1", "2"]


def test_a_remark_goes_with_an_upload(beheer: Client) -> None:
    chosen = SimpleUploadedFile("veer.json", set_file())
    data = {"file": chosen, "note": "van de griffie"}
    page = read_of(beheer, data)
    assert "«van de griffie»" in page.content.decode()
    data = {"file": SimpleUploadedFile("veer.json", set_file()), "note": "x" * 201}
    assert beheer.post(reverse("admin:documents_upload_add"), data).status_code == 400
    assert Upload.objects.count() == 1


# A full disk


@pytest.mark.django_db(transaction=True)
def test_an_upload_that_fills_the_disk_is_told_and_leaves_nothing(send: Send) -> None:
    with small_files(100):
        response = send(*[(f"{i}.json", set_file()) for i in range(5)])
    assert response.status_code == 507
    assert "De schijf van het archief is vol; er is niets bewaard." in response.content.decode()
    assert on_disk() == []
    assert not Upload.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_publishing_into_a_full_database_tells_what_was_published(
    send: Send, beheer: Client
) -> None:
    long = tuple(Question(n, f"{LONG} {n} " * 20) for n in range(1, 20))
    send(*[(f"{i}.json", set_file(questions=long)) for i in range(20)])
    with full_database("documents_documentversion"):
        response = decide(beheer, "publish all")
    done = Document.objects.count()
    assert response.status_code == 507
    assert "De schijf van het archief is vol" in response.content.decode()
    assert f"Publiceren is klaar: {done} nieuw." in response.content.decode() or not done
    assert UploadedFile.objects.filter(state="waiting").count() == 20 - done
