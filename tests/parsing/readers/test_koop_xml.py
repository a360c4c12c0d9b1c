"""KOOP XML: the official publication, with invented questions."""

from __future__ import annotations

from datetime import date

import pytest

from documents.parsing import (
    Addressee,
    Answer,
    Answerer,
    Asker,
    Footnote,
    Note,
    ParseResult,
    QuestionSet,
    RawFile,
    SeeAlso,
    parse,
)

META = """
  <meta name="DC.identifier" scheme="OVERHEIDop.ParlID" content="ah-tk-20182019-41"/>
  <meta name="OVERHEIDop.vergaderjaar" scheme="" content="2018-2019"/>
  <meta name="OVERHEIDop.vraagnummer" scheme="" content="2018Z00123"/>
  <meta name="OVERHEID.category" content="Verkeer | Water"/>
"""
ASKED = """
  <kamervraagomschrijving type="vraag">Vragen van de leden
    <naam><achternaam>Van Veen</achternaam></naam> en <naam><achternaam>Smid</achternaam></naam>
    (beiden <politiek>XYZ</politiek>) aan de Minister van Financiën over
    <kamervraagonderwerp>het veer van Zandhuizen</kamervraagonderwerp>
    (ingezonden <datum isodatum="2019-01-05">5 januari 2019</datum>).</kamervraagomschrijving>
"""
REPLIED = """
  <kamervraagomschrijving type="antwoord">Antwoord van Minister
    <naam><achternaam>Bos</achternaam></naam> (Financiën), mede namens de Minister van Defensie
    (ontvangen <datum isodatum="2019-02-01">1 februari 2019</datum>). Zie ook Aanhangsel
    Handelingen, vergaderjaar 2018–2019, nr. 12.</kamervraagomschrijving>
"""
VRAAG = '<vraag><nr status="officieel">Vraag 1</nr><al>Vaart het veer?</al></vraag>'


def publication(*parts: str, meta: str = META) -> ParseResult:
    body = "".join(parts)
    data = f"""<?xml version="1.0" encoding="UTF-8"?>
<officiele-publicatie><metadata>{meta}</metadata><kamervragen>
  <kamervraagkop><tekstregel>Vergaderjaar 2018–2019</tekstregel></kamervraagkop>
  <kamervraagnummer>41</kamervraagnummer>{body}
</kamervragen></officiele-publicatie>"""
    return parse(RawFile("publicatie.xml", data.encode()))


def read(*parts: str, meta: str = META) -> QuestionSet:
    found = publication(*parts, meta=meta).set
    assert found is not None
    return found


def answer(inside: str, label: str = "Antwoord 1") -> str:
    return f'<antwoord><nr status="officieel">{label}</nr>{inside}</antwoord>'


def text_of(inside: str) -> str:
    """The text that an answer with this inside gets."""
    return read(ASKED, REPLIED, VRAAG, answer(inside)).answers[0].text


def test_the_heading_tells_who_asks_whom_and_who_answers() -> None:
    result = publication(ASKED, REPLIED, VRAAG, answer("<al>Ja.</al>"))
    assert result.problems == ()
    assert result.format == "koop_xml"
    found = result.set
    assert found is not None
    assert (found.kind, found.identifier) == ("answer", "ah-tk-20182019-41")
    assert (found.session_year, found.number) == ("2018-2019", 41)
    assert found.case_number == "2018Z00123"
    assert (found.submitted, found.answered) == (date(2019, 1, 5), date(2019, 2, 1))
    assert found.title == "het veer van Zandhuizen"
    assert found.askers == (Asker("Van Veen", "XYZ"), Asker("Smid", "XYZ"))
    assert found.addressees == (Addressee("Minister", "Financiën"),)
    assert found.answerers == (
        Answerer("Bos", "Minister", "Financiën"),
        Answerer(None, "Minister", "Defensie", True),
    )
    assert found.see_also == (SeeAlso("2018-2019", 12),)
    assert found.topics == ("Verkeer | Water",)


def test_one_answer_may_answer_several_questions() -> None:
    vraag = VRAAG.replace("1", "{}")
    found = read(
        ASKED,
        REPLIED,
        *(vraag.format(n) for n in (1, 2, 3)),
        answer("<al>Ja.</al>"),
        answer("<al>Nee.</al><al>Nooit.</al>", "Antwoord 2 en 3"),
    )
    assert found.answers == (Answer((1,), "Ja."), Answer((2, 3), "Nee.\n\nNooit."))


def test_a_joint_heading_shares_out_as_many_paragraphs_as_it_has_numbers() -> None:
    joint = "<vraag><nr>Vraag 2 en 3</nr><al>Hoe?</al><al>Waarom?</al></vraag>"
    one = "<vraag><nr>Vraag 4 en 5</nr><al>Samen?</al></vraag>"
    found = read(ASKED, VRAAG, joint, one)
    assert {q.number: q.text for q in found.questions} == {
        1: "Vaart het veer?",
        2: "Hoe?",
        3: "Waarom?",
        4: "Samen?",
        5: "",
    }


def test_a_number_with_a_letter_keeps_its_label() -> None:
    found = read(ASKED, VRAAG, "<vraag><nr>Vraag 2a</nr><al>En nu?</al></vraag>")
    assert [(q.number, q.label) for q in found.questions] == [(1, None), (2, "2a")]


def test_a_footnote_leaves_its_mark_at_its_place() -> None:
    noot = (
        '<al>Kent u dit<noot id="n1" type="voet"><noot.nr>1</noot.nr><noot.al>Krant, 3 mei '
        '(<extref soort="URL" doc="https://krant.example/1">https://krant.example/1</extref>)'
        "</noot.al></noot> en dat?</al>"
    )
    found = read(ASKED, f"<vraag><nr>Vraag 1</nr>{noot}</vraag>")
    assert found.questions[0].text == "Kent u dit[^1] en dat?"
    assert found.questions[0].footnotes == (1,)
    assert found.footnotes == (Footnote(1, "Krant, 3 mei (https://krant.example/1)"),)


def test_the_address_behind_words_is_not_lost_in_a_footnote() -> None:
    noot = (
        '<al>Ja.<noot><noot.nr>1</noot.nr><noot.al><extref doc="https://krant.example/2">Krant'
        "</extref></noot.al></noot></al>"
    )
    found = read(ASKED, REPLIED, VRAAG, answer(noot))
    assert found.footnotes == (Footnote(1, "Krant (https://krant.example/2)"),)


def test_two_footnotes_with_one_number_stay_two() -> None:
    noot = "<al>{}<noot><noot.nr>1</noot.nr><noot.al>{}</noot.al></noot></al>"
    vraag = f"<vraag><nr>Vraag 1</nr>{noot.format('Hoe?', 'Krant')}</vraag>"
    found = read(ASKED, REPLIED, vraag, answer(noot.format("Zo.", "Blad")))
    assert found.footnotes == (Footnote(1, "Krant"), Footnote(2, "Blad"))
    assert (found.questions[0].text, found.answers[0].text) == ("Hoe?[^1]", "Zo.[^2]")


def test_a_list_is_one_block_of_lines_also_a_list_inside_it() -> None:
    inside = (
        "<al>Namelijk:</al><lijst><li><li.nr>a.</li.nr><al>brug</al></li>"
        "<li><li.nr>b.</li.nr><al>veer</al><lijst><li><li.nr>–</li.nr><al>groot</al></li></lijst>"
        "</li></lijst>"
        "<al>Meer niet.</al>"
    )
    assert text_of(inside) == "Namelijk:\n\n– a. brug\n– b. veer\n– groot\n\nMeer niet."


def test_a_table_is_one_block_of_rows_with_tabs() -> None:
    def rows(*cells: str) -> str:
        return "<row>" + "".join(f"<entry><al>{cell}</al></entry>" for cell in cells) + "</row>"

    inside = (
        f"<table><title>Vaarten</title><tgroup cols='2'><thead>{rows('Jaar', 'Aantal')}</thead>"
        f"<tbody>{rows('2017', '12')}{rows('2018', '')}</tbody></tgroup></table>"
    )
    assert text_of(inside) == "Vaarten\n\nJaar\tAantal\n2017\t12\n2018\t"


def test_emphasis_is_plain_text_and_powers_and_indices_keep_their_meaning() -> None:
    inside = (
        "<al>De <nadruk type='cur'>oude</nadruk> CO<sub>2</sub> en 3 m<sup>2</sup>\n  groot.</al>"
    )
    assert text_of(inside) == "De oude CO₂ en 3 m² groot."


def test_a_remark_is_a_note_by_its_heading() -> None:
    remark = "<kamervraagopmerking><titel>{}</titel><al>Dit volgt.</al></kamervraagopmerking>"
    found = read(ASKED, VRAAG, remark.format("Toelichting:"), remark.format("Let op"))
    assert found.notes == (
        Note("toelichting", "Dit volgt."),
        Note("opmerking", "Let op\n\nDit volgt."),
    )


def test_a_notice_of_delay_is_a_postponement() -> None:
    notice = REPLIED.replace("Antwoord van", "Mededeling van")
    remark = "<kamervraagopmerking><al>Het lukt niet op tijd.</al></kamervraagopmerking>"
    found = read(ASKED, notice, VRAAG, remark)
    assert found.kind == "postponement"
    assert found.notes == (Note("mededeling", "Het lukt niet op tijd."),)
    assert found.answerers[0] == Answerer("Bos", "Minister", "Financiën")


def test_questions_without_an_answer_are_named_by_their_case() -> None:
    meta = META.replace("ah-tk-20182019-41", "intern-7").replace("41", "")
    result = publication(ASKED, VRAAG, meta=meta)
    found = result.set
    assert found is not None
    assert (found.kind, found.identifier) == ("question", "kv-tk-2018Z00123")
    assert result.problems == ()


def test_without_metadata_the_printed_heading_tells() -> None:
    found = read(ASKED, REPLIED, VRAAG, answer("<al>Ja.</al>"), meta="")
    assert (found.identifier, found.session_year) == ("ah-tk-20182019-41", "2018-2019")


def test_a_namespace_and_a_bare_root_make_no_difference() -> None:
    data = f"<kamervragen xmlns='urn:x'>{ASKED}{VRAAG}</kamervragen>"
    result = parse(RawFile("los.xml", data.encode()))
    assert result.set is not None
    assert result.set.questions[0].text == "Vaart het veer?"


@pytest.mark.parametrize("inside", ["<kamerstuk/>", "<kamervragen/>"])
def test_another_publication_has_no_questions(inside: str) -> None:
    data = f"<officiele-publicatie>{inside}</officiele-publicatie>"
    result = parse(RawFile("x.xml", data.encode()))
    assert result.set is None
    assert "no_questions" in {problem.code for problem in result.problems}


# what spans, what is raised, what is shown, what has no number


def test_cells_that_span_rows_and_columns_keep_the_others_in_their_columns() -> None:
    inside = (
        "<al>Zie:</al><table><tgroup cols='3'><colspec colname='a'/><colspec colname='b'/>"
        "<colspec colname='c'/><spanspec namest='a' nameend='b' spanname='ab'/><tbody>"
        "<row><entry colname='a' morerows='1'>Rood</entry><entry>2017</entry><entry>1</entry></row>"
        "<row><entry colname='b'>2018</entry><entry>2</entry></row>"
        "<row><entry namest='a' nameend='b'>Samen</entry><entry>3</entry></row>"
        "<row><entry spanname='ab'>Ook</entry><entry colname='c'>4</entry></row>"
        "</tbody></tgroup></table>"
    )
    assert text_of(inside) == "Zie:\n\nRood\t2017\t1\n\t2018\t2\nSamen\t\t3\nOok\t\t4"


def test_a_raised_number_is_a_power_or_the_mark_of_a_note_that_there_is() -> None:
    noot = "<noot><noot.nr>6</noot.nr><noot.al>Krant</noot.al></noot>"
    inside = f"<al>10<sup>6</sup> en de 6<sup>e</sup>{noot}; H<inf>2</inf>O<sup>6</sup></al>"
    assert text_of(inside) == "10⁶ en de 6e[^6]; H₂O[^6]"


def test_a_formula_keeps_its_powers() -> None:
    inside = "<al><math><msup><mi>x</mi><mn>2</mn></msup></math> groot</al>"
    assert text_of(inside) == "x² groot"


@pytest.mark.parametrize("key", ["refid", "idref", "ref"])
def test_a_reference_to_a_note_leaves_its_mark(key: str) -> None:
    noot = '<noot id="n1"><noot.nr>1</noot.nr><noot.al>Krant</noot.al></noot>'
    vraag = f"<vraag><nr>Vraag 1</nr><al>Hoe?<nootref {key}='n1'/></al></vraag>"
    found = read(ASKED, REPLIED, vraag, answer(f"<al>Zo{noot}.</al>"))
    assert (found.questions[0].text, found.answers[0].text) == ("Hoe?[^1]", "Zo[^1].")


def test_a_picture_is_a_note_with_its_place_and_a_problem() -> None:
    plaatje = '<plaatje><illustratie naam="a-1.png" formaat="png" alt="een kaart"/></plaatje>'
    result = publication(ASKED, REPLIED, VRAAG, answer(f"<al>Zie hieronder.</al>{plaatje}"))
    assert result.set is not None
    assert result.set.notes == (
        Note("afbeelding", "Antwoord 1, na «Zie hieronder.»: a-1.png (een kaart)"),
    )
    assert [(p.code, p.place) for p in result.problems] == [("picture_left_out", "antwoord 1")]


def bare(kind: str, *texts: str) -> str:
    """A question or an answer without a number, with these paragraphs."""
    return f"<{kind}>{''.join(f'<al>{text}</al>' for text in texts)}</{kind}>"


@pytest.mark.parametrize(
    "parts",
    [
        (bare("vraag", "Een?"), bare("antwoord", "Ja."),
         bare("vraag", "Twee?"), bare("antwoord", "Nee.")),
        (bare("vraag", "Vraag 1", "Een?"), bare("antwoord", "Antwoord 1", "Ja."),
         bare("vraag", "Vraag 2", "Twee?"), bare("antwoord", "Antwoord 2", "Nee.")),
        (bare("vraag", "1. Een?"), bare("vraag", "2. Twee?"),
         bare("antwoord", "1. Ja.", "2. Nee.")),
        (bare("vraag", "1", "Een?", "2", "Twee?"), bare("antwoord", "1", "Ja.", "2", "Nee.")),
        ("<vraag><nr/><al>Een?</al></vraag>", "<antwoord><nr>Antwoord</nr><al>Ja.</al></antwoord>",
         "<vraag><nr>Vraag</nr><al>Twee?</al></vraag>", bare("antwoord", "Nee.")),
    ],
)  # fmt: skip
def test_pairs_without_numbers_are_numbered_by_their_order_or_their_text(
    parts: tuple[str, ...],
) -> None:
    result = publication(ASKED, REPLIED, *parts)
    assert result.problems == ()
    assert result.set is not None
    assert [(q.number, q.text) for q in result.set.questions] == [(1, "Een?"), (2, "Twee?")]
    assert result.set.answers == (Answer((1,), "Ja."), Answer((2,), "Nee."))


def test_one_answer_without_a_number_answers_the_questions_since_the_last() -> None:
    found = read(ASKED, REPLIED, bare("vraag", "Een?"), bare("vraag", "Twee?"),
                 bare("antwoord", "Ja."), bare("vraag", "Drie?"), bare("antwoord", "Nee."))  # fmt: skip
    assert found.answers == (Answer((1, 2), "Ja."), Answer((3,), "Nee."))


def test_answers_that_only_their_order_numbers_are_told() -> None:
    asked = (bare("vraag", text) for text in ("Een?", "Twee?", "Drie?"))
    result = publication(ASKED, REPLIED, *asked, bare("antwoord", "Ja."), bare("antwoord", "Nee."))
    assert result.set is not None
    assert result.set.answers == (Answer((1,), "Ja."), Answer((2, 3), "Nee."))
    assert [problem.code for problem in result.problems] == ["numbers_guessed"]


def test_a_heading_between_pairs_is_no_text_of_the_question_above_it() -> None:
    result = publication(ASKED, VRAAG, "<tussenkop>Over de brug</tussenkop>")
    assert result.set is not None
    assert result.set.questions[0].text == "Vaart het veer?"
    assert [problem.code for problem in result.problems] == ["text_left_out"]


def test_the_older_dialect_is_read_in_its_own_words() -> None:
    data = """<officiele-publicatie><metadata>
    <meta name="DC.identifier" content="ah-tk-20082009-41"/></metadata><vraagdoc>
    <vragen><omschr>Vragen van het lid <naam><achternaam>Van Veen</achternaam></naam> (XYZ) aan de
    minister van Financiën over <titel>het veer</titel>. <datum>(Ingezonden 12 juni 2009)</datum>
    </omschr><vraag><nummer>1</nummer><al>Vaart het?<voetref refid="v1"/></al></vraag>
    <voetnoot id="v1"><noot.nr>1</noot.nr><noot.al>Krant</noot.al></voetnoot></vragen>
    <reactie><omschr>Antwoord van minister <naam><achternaam>Bos</achternaam></naam> (Financiën).
    <datum>(Ontvangen 1 juli 2009)</datum></omschr>
    <antwoord><nummer>1</nummer><al>Ja.</al></antwoord>
    <toelicht>Toelichting: ter aanvulling.</toelicht></reactie></vraagdoc></officiele-publicatie>"""
    result = parse(RawFile("oud.xml", data.encode()))
    found = result.set
    assert found is not None
    assert result.problems == ()
    assert (found.identifier, found.title) == ("ah-tk-20082009-41", "het veer")
    assert (found.submitted, found.answered) == (date(2009, 6, 12), date(2009, 7, 1))
    assert (found.askers, found.answerers[0].name) == ((Asker("Van Veen", "XYZ"),), "Bos")
    assert (found.questions[0].text, found.answers[0].text) == ("Vaart het?[^1]", "Ja.")
    assert found.footnotes == (Footnote(1, "Krant"),)
    assert found.notes == (Note("toelichting", "ter aanvulling."),)
