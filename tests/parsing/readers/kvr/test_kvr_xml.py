"""KVR XML: the Parlando archive, with invented sets in the manners that its files err in."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from documents.parsing import (
    Addressee,
    Answer,
    Answerer,
    Asker,
    Footnote,
    Note,
    ParseResult,
    Question,
    QuestionSet,
    RawFile,
    SeeAlso,
    parse,
)

LINE = (
    "Vragen van het lid Van Veen (XYZ) aan de minister van Financiën over het veer van Zandhuizen."
    " (Ingezonden 5 januari 2001); Antwoord"
)
PLACE = "Kamervragen met antwoord 2000-2001, nr. 791, Tweede Kamer"
QUESTIONS = '<vraag nummer="1">Vaart het veer? </vraag><vraag nummer="2">Waarom niet? </vraag>'
ANSWERS = '<antwoord nummer="1">Nee. </antwoord><antwoord nummer="2">Het lekt. </antwoord>'
ANSWERER = '<antwoorder functie="minister" ministerie="Financiën">Bos</antwoorder>'


def result_of(**changes: str) -> ParseResult:
    """What the parser makes of a faultless file with these changes."""
    parts = {
        "line": LINE,
        "place": PLACE,
        "items": "",
        "people": '<persoon partij="XYZ">Van Veen</persoon>',
        "replied": "2001-02-01",
        "number": "791",
        "sent": "2001-01-5",
        "asked": "de minister van Financiën",
        "received": "2001-02-1",
        "answerer": ANSWERER,
        "also": "",
        "questions": QUESTIONS,
        "asked_notes": "",
        "answers": ANSWERS,
        "answered_notes": "",
        "notes": "",
        "last": "Antwoord",
        "foot": "Tweede Kamer, vergaderjaar 2000–2001, Aanhangsel",
    } | changes
    return parse(RawFile("KVR1.xml", TEMPLATE.format(**parts).encode()))


TEMPLATE = """<?xml version="1.0" encoding="UTF-8"?>
<?xml-stylesheet type="text/xsl" href="showKVR.xsl"?>
<kvr type="{last}" aantalvragen=""><meta><!-- griffie --><metadata>
  <item attribuut="Bibliografische_omschrijving">{line}</item>
  <item attribuut="Vindplaats">{place}</item>
  <item attribuut="Indiener">{people}</item>
  <item attribuut="Datum_reaktie">{replied}</item>
  <item attribuut="Datum_indiening">2001-01-05</item>{items}</metadata>
  <footer allpagenumbers="469 470 471" lopendefooter="{foot}"/>
  <vraagdata vraagnummer="{number}" onderwerp="" indiendatum="{sent}">
    <vraagt-aan>{asked}</vraagt-aan></vraagdata>
  <antwoorddata antwoorddatum="{received}">{answerer}
    <mede-antwoorder>{also}</mede-antwoorder></antwoorddata></meta>
  <vragen aantal="2">{questions}<noten afkomstig="vraag">{asked_notes}</noten></vragen>
  <antwoorden aantal="2">{answers}<noten afkomstig="antwoord">{answered_notes}</noten></antwoorden>
  {notes}</kvr>"""


def read(**changes: str) -> QuestionSet:
    found = result_of(**changes).set
    assert found is not None
    return found


def codes(**changes: str) -> set[str]:
    return {problem.code for problem in result_of(**changes).problems}


def item(name: str, value: str) -> str:
    return f'<item attribuut="{name}">{value}</item>'


SCANNED = item("Bron", "Staten-Generaal digitaal")


def test_a_faultless_file_is_read_whole() -> None:
    result = result_of(items=item("Inhoud", "Over een veer."), also="de minister van Defensie")
    assert result.problems == ()
    assert result.format == "kvr_xml"
    assert result.set == QuestionSet(
        kind="answer",
        identifier="ah-tk-20002001-791",
        session_year="2000-2001",
        number=791,
        submitted=date(2001, 1, 5),
        answered=date(2001, 2, 1),
        title="het veer van Zandhuizen",
        askers=(Asker("Van Veen", "XYZ"),),
        addressees=(Addressee("Minister", "Financiën"),),
        answerers=(
            Answerer("Bos", "Minister", "Financiën"),
            Answerer(None, "Minister", "Defensie", True),
        ),
        questions=(Question(1, "Vaart het veer?"), Question(2, "Waarom niet?")),
        answers=(Answer((1,), "Nee."), Answer((2,), "Het lekt.")),
        summary="Over een veer.",
        pages="469-471",
    )


@pytest.mark.parametrize(
    ("place", "identifier", "number"),
    [
        ("met antwoord 1999-2000, nr. 12, Eerste Kamer", "ah-ek-19992000-12", 12),
        ("met antwoord 1999-2000, nr. 791H, Tweede Kamer", "ah-tk-19992000-791-h1", 791),
        ("met antwoord 1999-2000, nr. 7912eH, Tweede Kamer", "ah-tk-19992000-791-h2", 791),
        ("Aanhangsel Tweede Kamer 1993-1994 nummer 44", "ah-tk-19931994-44", 44),
        ("Aanhangsel Tweede Kamer 1993-1994 nummer 44 Herdruk", "ah-tk-19931994-44-h1", 44),
        ("Aanhangsel Tweede Kamer 1993-1994 nummer 44a", "ah-tk-19931994-44-a", 44),
        ("onbekend", None, None),
    ],
)
def test_the_place_in_the_series_names_the_document(
    place: str, identifier: str | None, number: int | None
) -> None:
    found = read(place=place)
    assert (found.identifier, found.number) == (identifier, number)


@pytest.mark.parametrize(
    ("place", "identifier"),
    [
        ("Kamervragen 2007-2008, vraagnr. 2070815930, Tweede Kamer", "kv-tk-2070815930"),
        ("Kamervragen 2007-2008, vraagnr. 207081593H, Tweede Kamer", "kv-tk-2070815930-h1"),
    ],
)
def test_unanswered_questions_are_named_by_their_number(place: str, identifier: str) -> None:
    notes = '<noot nummer="1">Veerkrant</noot>'
    found = read(
        place=place,
        number="2070815930",
        replied="",
        received="",
        answerer="<antwoorder/>",
        questions='<vraag nummer="1">Vaart het? <voetnoot nummer="1"/></vraag>',
        answers="",
        answered_notes=notes,
    )
    assert (found.kind, found.identifier) == ("question", identifier)
    assert found.case_number == "2070815930"
    assert found.number is None
    assert found.footnotes == (Footnote(1, "Veerkrant"),)


def test_a_notice_of_delay_is_a_postponement() -> None:
    notice = (
        '<mededeling mededeler="Bos" functie="minister" afdeling="Financiën" mededelingdatum='
        '"2001-02-1">Mededeling van minister Bos (Financiën), mede namens de minister van Defensie.'
        " (Ontvangen 1 februari 2001) Het lukt niet op tijd. </mededeling>"
    )
    found = read(answers="", answerer="<antwoorder/>", notes=notice)
    assert found.kind == "postponement"
    assert found.notes == (Note("mededeling", "Het lukt niet op tijd."),)
    assert found.answerers == (
        Answerer("Bos", "Minister", "Financiën"),
        Answerer(None, "Minister", "Defensie", True),
    )


def test_an_explanation_is_kept_without_the_notice_that_ran_into_it() -> None:
    notes = (
        "<toelichting>Dit vult eerdere vragen aan. Mededeling Mededeling van minister Bos"
        " (Financiën). (Ontvangen 1 februari 2001) Later.</toelichting>"
        '<mededeling mededeler="Bos" functie="minister" afdeling="Financiën">Later.</mededeling>'
    )
    found = read(answers="", notes=notes)
    assert found.notes[0] == Note("toelichting", "Dit vult eerdere vragen aan.")


@pytest.mark.parametrize(
    ("printed", "numbers"),
    [
        ("1 en 2", (1, 2)),
        ("1en 2", (1, 2)),
        ("1, 2 en 3", (1, 2, 3)),
        ("1 t/m 4", (1, 2, 3, 4)),
        ("1t/m4", (1, 2, 3, 4)),
        ("1/2", (1, 2)),
        ("2.", (2,)),
        ("", (1, 2)),
    ],
)
def test_one_answer_may_answer_several_questions(printed: str, numbers: tuple[int, ...]) -> None:
    found = read(answers=f'<antwoord nummer="{printed}">Ja. </antwoord>')
    assert found.answers == (Answer(numbers, "Ja."),)


def test_the_second_half_of_a_heading_joins_the_first() -> None:
    found = read(answers='<antwoord nummer="1"/><antwoord nummer="en 2">Nee. </antwoord>')
    assert found.answers == (Answer((1, 2), "Nee."),)


def test_a_year_at_the_head_of_a_line_is_no_number() -> None:
    found = read(
        questions='<vraag nummer="1">Sinds </vraag><vraag nummer="1998">vaart het?</vraag>'
        '<vraag nummer="2">Hoe?</vraag>',
        answers='<antwoord nummer="1">Al sinds </antwoord><antwoord nummer="1997">dus. </antwoord>'
        '<antwoord nummer="2">Zo.</antwoord>',
    )
    assert [q.text for q in found.questions] == ["Sinds 1998 vaart het?", "Hoe?"]
    assert found.answers == (Answer((1,), "Al sinds 1997 dus."), Answer((2,), "Zo."))


def test_a_number_that_lost_a_digit_is_found_back() -> None:
    numbers = [*range(1, 11), 1, 12]
    rows = "".join(f'<vraag nummer="{n}">Vraag zus? </vraag>' for n in numbers)
    assert [q.number for q in read(questions=rows).questions] == list(range(1, 13))


def test_letters_encoded_twice_and_torn_accents_are_mended() -> None:
    found = read(
        people='<persoon partij="XYZ">Ã‡Ã¶rÃ¼z</persoon>',
        line=LINE.replace("Van Veen", "Ã‡Ã¶rÃ¼z"),
        answers='<antwoord nummer="1 en 2">Andre´ is geïnformeerd, bee¨indigd; foto´s.</antwoord>',
    )
    assert found.askers == (Asker("Çörüz", "XYZ"),)
    assert found.answers[0].text == "André is geïnformeerd, beëindigd; foto´s."


def mark(number: int) -> str:
    return f'<voetnoot nummer="{number}"/>'


def noten(*texts: str) -> str:
    return "".join(f'<noot nummer="{n}">{text}</noot>' for n, text in enumerate(texts, start=1))


def test_footnotes_of_questions_and_answers_get_numbers_of_their_own() -> None:
    result = result_of(
        questions=f'<vraag nummer="1" voetnoot="1">Kent u dit {mark(1)}bericht?</vraag>',
        asked_notes=noten("Krant"),
        answers=f'<antwoord nummer="1">Ja {mark(1)}, en dat {mark(2)}.</antwoord>',
        answered_notes=noten("Blad", "Boek"),
    )
    assert result.problems == ()
    found = result.set
    assert found is not None
    assert found.questions == (Question(1, "Kent u dit[^1] bericht?", (1,)),)
    assert found.answers[0].text == "Ja[^3], en dat[^2]."
    assert found.footnotes == (Footnote(1, "Krant"), Footnote(2, "Boek"), Footnote(3, "Blad"))


def test_an_empty_footnote_does_not_stand_in_the_way_of_its_text() -> None:
    found = read(
        questions=f'<vraag nummer="1">Kent u dit?{mark(1)}</vraag>',
        asked_notes='<noot nummer="1"/><noot nummer="1">Krant</noot>',
        answers='<antwoord nummer="1">Ja.</antwoord>',
    )
    assert found.footnotes == (Footnote(1, "Krant"),)


def test_marks_that_are_plain_digits_become_marks_again() -> None:
    found = read(
        questions='<vraag nummer="1">Kent u dit? 1, 2 Waarom in 2001? </vraag>',
        asked_notes=noten("Krant", "Blad"),
        answers='<antwoord nummer="1">Ja.</antwoord>',
    )
    assert found.questions[0].text == "Kent u dit?[^1][^2] Waarom in 2001?"


def test_raised_and_lowered_digits_are_no_marks() -> None:
    text = f"De CO{mark(2)}-uitstoot van 3 m{mark(3)} gas, {mark(1)}⁄{mark(2)} deel"
    found = read(answers=f'<antwoord nummer="1 en 2">{text}</antwoord>')
    assert found.answers[0].text == "De CO2-uitstoot van 3 m3 gas, 1⁄2 deel"


def test_footnotes_at_the_end_of_the_last_question_are_taken_out() -> None:
    found = read(
        questions=f'<vraag nummer="1">Kent u dit?{mark(1)}</vraag>'
        f'<vraag nummer="2">En nu? {mark(1)}Krant, 3 mei</vraag>'
    )
    assert found.questions[1].text == "En nu?"
    assert found.footnotes == (Footnote(1, "Krant, 3 mei"),)


def test_an_answer_lost_in_the_date_is_found_back() -> None:
    received = (
        "1 februari 2001), zie ook Aanhangsel Handelingen nrs. 303 en 12, vergaderjaar 1999–2000"
        " 1 en 2 De werf heeft het veer hersteld en het vaart nu weer."
    )
    found = read(received=received, answers="", replied="")
    assert found.answered == date(2001, 2, 1)
    assert found.see_also == (SeeAlso("1999-2000", 303), SeeAlso("1999-2000", 12))
    assert found.answers == (
        Answer((1, 2), "De werf heeft het veer hersteld en het vaart nu weer."),
    )


def test_a_question_lost_in_the_date_is_found_back() -> None:
    sent = "5 januari 2001) 1 Kent u het gerucht dat het veer van Zandhuizen weer vaart?"
    found = read(sent=sent, questions='<vraag nummer="2">Hoe?</vraag>')
    assert found.questions[0] == Question(
        1, "Kent u het gerucht dat het veer van Zandhuizen weer vaart?"
    )
    assert found.submitted == date(2001, 1, 5)


def test_headings_and_keywords_are_topics_with_or_without_line_ends() -> None:
    flat = read(
        items=item("Rubriek", "Verkeer, vervoer (Veren) Welzijn (Ouderen)")
        + item("Trefwoorden", "Openbaar vervoer Veren Zware metalen")
    )
    lined = read(
        items=item("Rubriek", "Verkeer, vervoer\n(Veren)\nWelzijn (Ouderen)")
        + item("Trefwoorden", "Openbaar vervoer\nVeren\nZware metalen")
    )
    assert flat.topics == lined.topics
    assert flat.topics == (
        "Verkeer, vervoer (Veren)",
        "Welzijn (Ouderen)",
        "Openbaar vervoer",
        "Veren",
        "Zware metalen",
    )


@pytest.mark.parametrize(
    ("people", "line"),
    [
        ('<persoon>Smid</persoon><persoon partij="beiden XYZ">Van Veen</persoon>', LINE),
        (
            "<persoon>Smid</persoon><persoon>Van Veen</persoon>",
            LINE.replace("het lid Van Veen (XYZ)", "de leden Smid en Van Veen (beiden XYZ)"),
        ),
        (
            '<persoon partij="XYZ">Smid Van Veen</persoon>',
            LINE.replace("het lid Van Veen (XYZ)", "de leden Smid en Van Veen (beiden XYZ)"),
        ),
    ],
)
def test_askers_get_the_party_that_is_printed_once(people: str, line: str) -> None:
    assert read(people=people, line=line).askers == (Asker("Smid", "XYZ"), Asker("Van Veen", "XYZ"))


def test_askers_whom_no_tag_has_are_taken_from_the_line() -> None:
    line = LINE.replace("het lid Van Veen (XYZ)", "de leden Van Veen (XYZ) en Smid (ABC)")
    assert read(line=line).askers == (Asker("Van Veen", "XYZ"), Asker("Smid", "ABC"))


def test_the_line_adds_nobody_where_it_lacks_one_who_is_tagged() -> None:
    line = LINE.replace("het lid Van Veen (XYZ)", "de leden Bos (XYZ) en Smid (ABC)")
    assert read(line=line).askers == (Asker("Van Veen", "XYZ"),)


def test_who_is_asked_behind_the_name_of_a_holder_is_taken_from_the_line() -> None:
    asked = "de staatssecretaris van Financiën, dhr. Bos"
    line = LINE.replace("de minister van Financiën", f"{asked}, en de minister van Defensie")
    assert read(line=line, asked=f"{asked}, en").addressees == (
        Addressee("Staatssecretaris", "Financiën"),
        Addressee("Minister", "Defensie"),
    )


@pytest.mark.parametrize(
    ("answerer", "expected"),
    [
        (
            '<antwoorder functie="mmister" ministerie="Financiën">Bos</antwoorder>',
            ("Bos", "Minister", "Financiën"),
        ),
        (
            '<antwoorder functie="minister" ministerie="Financiën a.i">Bos</antwoorder>',
            ("Bos", "Minister", "Financiën"),
        ),
        (
            '<antwoorder functie="minister" ministerie="">De Bos Financiën</antwoorder>',
            ("De Bos", "Minister", "Financiën"),
        ),
        (
            '<antwoorder functie="de" ministerie="Ontvangen 1 mei 2001">heer Bos, minister van'
            " Financiën.</antwoorder>",
            ("Bos", "Minister", "Financiën"),
        ),
        (
            '<antwoorder functie="minister-president" ministerie="">Bos</antwoorder>',
            ("Bos", "Minister-President", "Algemene Zaken"),
        ),
    ],
)
def test_the_answerer_is_read_through_slips_of_the_tags(
    answerer: str, expected: tuple[str, str, str]
) -> None:
    assert read(answerer=answerer).answerers == (Answerer(*expected),)


def test_a_name_without_office_is_kept_and_told() -> None:
    changes: dict[str, Any] = {
        "answerer": "<antwoorder/>",
        "items": SCANNED + item("Beantwoorder", "<persoon>Bos</persoon>"),
    }
    assert read(**changes).answerers == (Answerer("Bos", "Bewindspersoon", "onbekend"),)
    assert "office_unknown" in codes(**changes)


def test_scanned_text_is_joined_and_its_answers_found_among_the_questions() -> None:
    found = read(
        items=SCANNED,
        questions='<vraag nummer="791">Vragen van het lid Van Veen over het veer.</vraag>'
        '<vraag nummer="1 ">H e e f t de scheeps- werf het veer gezien? Antwoord Antwoord van'
        " minister Bos (Financiën). (Ontvangen 1 februari 2001) 1 en 2 Nee.</vraag>"
        '<vraag nummer="3">Wel de brug?</vraag>',
        answers="",
        answerer="<antwoorder/>",
    )
    assert found.questions == (Question(1, "Heeft de scheepswerf het veer gezien?"),)
    assert found.answers == (Answer((1, 2), "Nee."), Answer((3,), "Wel de brug?"))
    assert found.answerers == (Answerer("Bos", "Minister", "Financiën"),)


@pytest.mark.parametrize(
    "changes",
    [
        {"people": '<persoon partij="XYZ">Smid</persoon>'},
        {"sent": "2001-01-06"},
        {"number": "792"},
    ],
)
def test_a_source_that_disagrees_with_itself_is_told(changes: dict[str, str]) -> None:
    assert "source_disagrees" in codes(**changes)


def test_a_catalogue_line_of_the_subject_alone_is_the_title() -> None:
    found = read(line="militaire veren.; Antwoord")
    assert found.title == "militaire veren"
    assert found.askers == (Asker("Van Veen", "XYZ"),)


def test_the_eerste_kamer_tells_when_it_was_told() -> None:
    line = "Vragen van het lid Van Veen (XYZ), op 5 januari 2001 medegedeeld aan de minister van"
    found = read(line=f"{line} Financiën over veren.; Antwoord", asked="")
    assert found.askers == (Asker("Van Veen", "XYZ"),)
    assert found.addressees == (Addressee("Minister", "Financiën"),)


LATER = '<mededeling mededelingdatum="2001-02-1">Het antwoord komt omstreeks </mededeling>'


def test_the_last_line_that_the_tags_lost_stands_behind_the_notice_again() -> None:
    found = read(answers="", notes=LATER, last="12 maart 2001.")
    assert found.notes == (Note("mededeling", "Het antwoord komt omstreeks 12 maart 2001."),)


def test_the_last_line_stands_behind_the_last_question_where_nothing_follows_it() -> None:
    asked = '<vraag nummer="1">Vaart het veer, en zo neen, </vraag>'
    place = "Kamervragen zonder antwoord 2000-2001, vraagnr. 2000103450, Tweede Kamer"
    lost = {"answers": "", "answerer": "", "replied": "", "received": "", "place": place}
    found = read(questions=asked, last="waarom niet?", **lost)
    assert found.questions[0].text == "Vaart het veer, en zo neen, waarom niet?"
    whole = read(last="wat er ook staat", **lost)
    assert whole.questions[-1].text == "Waarom niet?"


def test_a_heading_for_a_last_line_is_not_put_behind_a_text() -> None:
    found = read(answers="", notes=LATER, last="Nader antwoord")
    assert found.notes == (Note("mededeling", "Het antwoord komt omstreeks"),)


FURTHER = (
    "Nadere mededeling Nadere mededeling van minister Bos (Financiën)."
    " (Ontvangen 1 februari 2001) Het duurt nog langer dan "
)


def test_a_further_notice_that_runs_on_behind_a_question_is_a_notice() -> None:
    asked = f'<vraag nummer="1">Vaart het veer? {FURTHER}</vraag>'
    found = read(questions=asked, answers="", answerer="", last="gedacht.")
    assert found.kind == "postponement"
    assert [question.text for question in found.questions] == ["Vaart het veer?"]
    assert found.notes == (Note("mededeling", "Het duurt nog langer dan gedacht."),)


def test_a_further_notice_that_runs_on_behind_an_explanation_is_a_notice() -> None:
    told = f"<toelichting>Dit vult eerdere vragen aan. {FURTHER}</toelichting>"
    line = LINE.replace("Antwoord", "Mededeling")
    found = read(notes=told, line=line, answers="", answerer="", last="gedacht.")
    assert found.notes == (
        Note("toelichting", "Dit vult eerdere vragen aan."),
        Note("mededeling", "Het duurt nog langer dan gedacht."),
    )
