"""Web pages: official ones by their structure, others as a reader would copy them."""

from __future__ import annotations

import pytest

from documents.parsing import (
    Answer,
    Footnote,
    Note,
    ParseResult,
    QuestionSet,
    RawFile,
    Unreadable,
    explain,
    parse,
    places,
)

META = (
    '<meta name="DC.identifier" content="ah-tk-20182019-41"/>'
    '<meta name="OVERHEIDop.vraagnummer" content="2018Z00123"/>'
    '<meta name="OVERHEIDop.vergaderjaar" content="2018-2019"/>'
    '<meta name="OVERHEIDop.aanhangselNummer" content="41"/>'
    '<meta name="OVERHEID.category" content="Verkeer | Water"/>'
)
ASKED = "Vragen van het lid Van Veen (XYZ) aan de Minister van Financiën over het veer (ingezonden 5 januari 2019)."
REPLIED = "Antwoord van Minister Bos (Financiën) (ontvangen 1 februari 2019)."
HEADS = "".join(
    f'<h1 class="kamervraagomschrijving_kop no-toc"><a id="d1" name="d1"></a>{head}</h1>'
    for head in (ASKED, REPLIED)
)
DOCTYPE = (
    '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN"'
    ' "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">'
)


def part(kind: str, number: str, inside: str) -> str:
    label = f"{kind.capitalize()} {number}"
    return f'<div class="{kind}"><h2 class="stuktitel no-toc">{label}\n</h2>{inside}</div>'


def page(*blocks: str, meta: str = "", doctype: str = DOCTYPE) -> bytes:
    body = "".join(blocks)
    return f"{doctype}<html><head>{meta}</head><body>{body}</body></html>".encode()


def result(*blocks: str, meta: str = "") -> ParseResult:
    return parse(RawFile("pagina.html", page(*blocks, meta=meta)))


def read(*blocks: str, meta: str = "") -> QuestionSet:
    found = result(*blocks, meta=meta)
    assert found.set is not None, found.problems
    return found.set


def answer(inside: str) -> str:
    return (
        read(HEADS, part("vraag", "1", "<p>Vaart het?</p>"), part("antwoord", "1", inside))
        .answers[0]
        .text
    )


def test_an_official_page_tells_all_that_its_xml_would() -> None:
    found = result(
        f'<div id="broodtekst">{HEADS}',
        part("vraag", "1", "<p>Vaart het\n   veer?</p>"),
        part("vraag", "2", "<p>Waarom niet?</p>"),
        part("antwoord", "1 en 2", "<p>Ja.</p><p>Altijd.</p>"),
        "</div>",
        meta=META,
    )
    assert (found.format, found.problems) == ("html", ())
    assert found.set is not None
    assert (found.set.identifier, found.set.number) == ("ah-tk-20182019-41", 41)
    assert (found.set.case_number, found.set.topics) == ("2018Z00123", ("Verkeer | Water",))
    assert (str(found.set.submitted), str(found.set.answered)) == ("2019-01-05", "2019-02-01")
    assert [q.text for q in found.set.questions] == ["Vaart het veer?", "Waarom niet?"]
    assert found.set.answers == (Answer((1, 2), "Ja.\n\nAltijd."),)


NOTES = (
    '<div id="noten"><hr/>'
    '<div class="voet noot" id="supernote-note-n1"><h5 class="note-close"><a class="note-close" '
    'href="#close-n1">X</a> Noot</h5><sup><span class="nootnum"><a id="n1" name="n1"></a>1</span>'
    '</sup><p>Krant, <a href="https://krant.example/1">bericht</a></p></div>'
    '<div class="voet noot"><sup><span class="nootnum"><a id="n2"></a>2</span></sup> Blad</div>'
    "</div>"
)


def test_notes_at_the_end_have_their_marks_where_their_links_stand() -> None:
    marks = '<a class="nootnum" href="#n1">1</a> <sup><a class="nootnum" href="#n2">2</a></sup>'
    found = read(f'<div id="main-column">{HEADS}', part("vraag", "1", f"<p>Vaart het?{marks}</p>"),
                 NOTES, '<a href="#top">Naar boven</a></div>')  # fmt: skip
    assert found.questions[0].text == "Vaart het?[^1][^2]"
    assert found.footnotes == (
        Footnote(1, "Krant, bericht (https://krant.example/1)"),
        Footnote(2, "Blad"),
    )


def test_a_number_in_a_paragraph_of_its_own_is_a_label_in_older_pages() -> None:
    old = '<div class="{}"><p class="nummer">{}</p><p>{}</p></div>'
    found = read(HEADS, old.format("vraag", 1, "Vaart het?"), old.format("antwoord", 1, "Ja."))
    assert [(q.number, q.text) for q in found.questions] == [(1, "Vaart het?")]
    assert found.answers == (Answer((1,), "Ja."),)


def test_lists_tables_powers_and_breaks() -> None:
    table = (
        "<table><caption>Vaarten</caption><tr><th rowspan='2'>Rood</th><td>2017</td><td>100</td>"
        "</tr><tr><td>2018</td><td>200</td></tr><tr><td colspan='2'>Samen</td><td>300</td></tr>"
        "</table>"
    )
    inside = "<p>10<sup>6</sup> kg CO<sub>2</sub>,<br/>de 1<sup>e</sup>.<br/><br/>Namelijk:</p>"
    lists = "<ul><li>pont<ol><li>klein</li></ol></li><li>brug</li></ul>"
    assert answer(inside + lists + table) == (
        "10⁶ kg CO₂, de 1e.\n\nNamelijk:\n\n– pont\n– 1. klein\n– brug\n\nVaarten\n\n"
        "Rood\t2017\t100\n\t2018\t200\nSamen\t\t300"
    )


def test_text_behind_a_label_without_a_paragraph_is_not_lost() -> None:
    assert answer("Ja.<br><br>Altijd.") == "Ja.\n\nAltijd."


def test_a_picture_is_told_with_its_place() -> None:
    found = result(HEADS, part("vraag", "1", "<p>Zie dit:</p><img src='/p/k.png?1' alt='kaart'>"))
    assert found.set is not None
    assert found.set.notes == (Note("afbeelding", "Vraag 1, na «Zie dit:»: k.png (kaart)"),)
    assert "picture_left_out" in {problem.code for problem in found.problems}


def test_text_between_the_parts_is_told_when_it_is_left_out() -> None:
    found = result(HEADS, part("vraag", "1", "<p>Een?</p>"), "<h2>Over de brug</h2>",
                   part("vraag", "2", "<p>Twee?</p>"))  # fmt: skip
    assert found.set is not None
    assert [q.text for q in found.set.questions] == ["Een?", "Twee?"]
    assert any("Over de brug" in p.message for p in found.problems if p.code == "text_left_out")


def test_a_notice_is_a_postponement() -> None:
    notice = HEADS.replace("Antwoord van", "Mededeling van")
    found = read(notice, '<div class="kamervraagopmerking"><p>Het lukt niet.</p></div>')
    assert found.kind == "postponement"
    assert found.notes == (Note("mededeling", "Het lukt niet."),)


FURNITURE = (
    "<header><nav><ul><li>Home</li><li>Vragen van leden</li></ul></nav></header>",
    '<div class="cookie-banner">Wij gebruiken cookies. Vraag 1: mag dat?</div>',
    "<footer>Contact | Privacy</footer><script>let x = 'Vraag 9';</script>",
)


def test_a_page_without_structure_is_read_without_its_menus() -> None:
    found = result(
        *FURNITURE[:2],
        f'<main class="global-main"><div class="stuk"><div class="algemeen"><p>{ASKED}</p>'
        f'<p>{REPLIED}</p><p><b>Vraag 1</b></p><p>Vaart<br>het?</p><p><b>Vraag 2</b></p>'
        "<p>Waarom niet?</p><p><b>Antwoord 1 en 2</b></p><p>Ja.</p></div></div></main>",
        FURNITURE[2],
        meta=META,
    )  # fmt: skip
    assert found.set is not None
    assert found.problems == ()
    assert [q.text for q in found.set.questions] == ["Vaart het?", "Waarom niet?"]
    assert found.set.answers == (Answer((1, 2), "Ja."),)
    assert (found.set.identifier, found.set.case_number) == ("ah-tk-20182019-41", "2018Z00123")


def test_a_page_of_a_party_has_its_questions_in_a_list_and_notes_behind_links() -> None:
    found = read(
        *FURNITURE[:2],
        f"<article><p>{ASKED}</p><ol><li>Kent u dit bericht?<sup><a href='#fn1' id='r1'>1</a></sup>"
        "</li><li>Vaart het?<ul><li>nu?</li><li>later?</li></ul></li></ol><hr>"
        "<div class='footnotes'><ol><li id='fn1'>Krant, 1 mei 2019 <a href='#r1'>↩</a></li></ol>"
        "</div></article>",
        FURNITURE[2],
    )
    assert [q.text for q in found.questions] == [
        "Kent u dit bericht?[^1]",
        "Vaart het?\n\n– nu?\n– later?",
    ]
    assert found.footnotes == (Footnote(1, "Krant, 1 mei 2019"),)


def test_notes_as_word_saves_them_in_a_page() -> None:
    found = read(
        f"<p>{ASKED}</p><p>Vraag 1</p><p>Vaart het?<a href='#_ftn1' name='_ftnref1'>[1]</a></p>"
        "<div><p><a href='#_ftnref1' name='_ftn1'>[1]</a> Krant</p></div>"
    )
    assert found.questions[0].text == "Vaart het?[^1]"
    assert found.footnotes == (Footnote(1, "Krant"),)


def test_questions_beside_their_numbers_in_a_table_are_questions() -> None:
    rows = "<tr><td>1</td><td>Vaart het?</td></tr><tr><td>2</td><td>Waarom niet?</td></tr>"
    found = read(f"<p>{ASKED}</p><table>{rows}</table>")
    assert [(q.number, q.text) for q in found.questions] == [(1, "Vaart het?"), (2, "Waarom niet?")]


def test_a_piece_of_a_page_is_read_too() -> None:
    data = f"<p>{ASKED}</p><p>Vraag 1</p><p>Vaart het?</p>".encode()
    found = parse(RawFile("stuk", data))
    assert (found.format, found.problems) == ("html", ())


def test_lines_are_explained_unless_the_page_tells_its_structure() -> None:
    loose = RawFile("los.html", page(f"<p>{ASKED}</p><p>Vraag 1</p><p>Vaart het?</p>"))
    assert [row.name for row in explain(loose)][1:] == ["vraag 1", "tekst"]
    official = RawFile("p.html", page(HEADS, part("vraag", "1", "<p>Vaart het?</p>")))
    with pytest.raises(Unreadable):
        explain(official)
    assert places(official).result.set is not None


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (page("<p>Welkom op deze pagina.</p>"), "no_questions"),
        (page(), "no_text"),
        (b"<!DOCTYPE html><html>" + b"<div>" * 250_000, "unreadable"),
        (b"<!DOCTYPE html><html>" + b"<p>a" * 400_000, "unreadable"),
        (page("<p " + " ".join(f"a{n}=1" for n in range(1000)) + ">x</p>"), "unreadable"),
        (page("a " * 600_000), "unreadable"),
    ],
)
def test_what_cannot_be_read_is_told(data: bytes, code: str) -> None:
    found = parse(RawFile("pagina.html", data))
    assert found.set is None
    assert [problem.code for problem in found.problems] == [code]


def test_an_entity_of_a_page_is_never_resolved() -> None:
    doctype = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    data = page(HEADS, part("vraag", "1", "<p>Vaart &x; het?</p>"), doctype=doctype)
    found = parse(RawFile("pagina.html", data)).set
    assert found is not None
    assert found.questions[0].text == "Vaart &x; het?"
