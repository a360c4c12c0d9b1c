"""PDF: sizes and places tell marks, footnotes and paragraphs; damage is told, never raised."""

from __future__ import annotations

import io

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from documents.parsing import QuestionSet, RawFile, explain, parse

LEFT, TOP = 221, 700
HEADER = (
    "Vragen van het lid Bos (ABC) aan de Minister van Financiën over de brug",
    "bij Oudeveer (ingezonden 3 mei 2024).",
    "",
    "Antwoord van Minister De Wit (Financiën) (ontvangen 28 mei 2024).",
    "",
)


class Print:
    """Pages in the manner of the official print: 9 points, footnotes in 7, marks raised."""

    def __init__(self) -> None:
        self.data = io.BytesIO()
        self.canvas = Canvas(self.data, pagesize=(595, 842))
        self.y = TOP

    def lines(self, *lines: str, size: float = 9) -> Print:
        """Lines of text; '^1' is a raised figure."""
        for line in lines:
            x = LEFT
            for index, part in enumerate(line.split("^")):
                figure = part[: len(part) - len(part.lstrip("0123456789"))] if index else ""
                x = self._draw(figure, x, size * 0.65, size * 0.4)
                x = self._draw(part[len(figure) :], x, size, 0)
            self.y -= size * 1.2
        return self

    def _draw(self, text: str, x: float, size: float, rise: float) -> float:
        self.canvas.setFont("Helvetica", size)
        self.canvas.drawString(x, self.y + rise, text)
        return x + self.canvas.stringWidth(text, "Helvetica", size)

    def foot(self, *notes: str) -> Print:
        self.y = 200
        self.lines(*notes, size=7)
        self.y = 80
        self.lines("Tweede Kamer, vergaderjaar 2023–2024, Aanhangsel 1", size=7)
        self.canvas.showPage()
        self.y = TOP
        return self

    def bytes(self) -> bytes:
        self.canvas.save()
        return self.data.getvalue()


def read(data: bytes) -> QuestionSet:
    result = parse(RawFile("vragen.pdf", data))
    assert result.set is not None, result.problems
    return result.set


@pytest.fixture
def printed() -> bytes:
    page = Print().lines(*HEADER, "Vraag 1", "Kent u het bericht van 2023^1 over de brug^2?", "")
    page.lines(
        "Antwoord 1", "Ja, dat bericht ken ik, en ik kan u melden dat de gemeente een veilig-"
    )
    page.foot(
        "^1 Oudeveerse Courant, 2 mei 2024, «Brug", "dicht»", "^2 www.oudeveer.example/nieuws"
    )
    page.lines("heidsplan maakt, met hulp van de provincie en van Rijkswaterstaat samen.")
    page.lines("Het plan komt in het najaar, en wordt dan aan de Kamer gezonden zoals steeds.")
    return page.foot().bytes()


def test_marks_and_footnotes_are_told_by_their_size(printed: bytes) -> None:
    found = read(printed)
    assert found.questions[0].text == "Kent u het bericht van 2023[^1] over de brug[^2]?"
    assert [note.text for note in found.footnotes] == [
        "Oudeveerse Courant, 2 mei 2024, «Brug dicht»",
        "www.oudeveer.example/nieuws",
    ]


def test_a_sentence_goes_on_over_the_page(printed: bytes) -> None:
    assert (
        read(printed)
        .answers[0]
        .text.startswith(
            "Ja, dat bericht ken ik, en ik kan u melden dat de gemeente een veiligheidsplan maakt,"
        )
    )


def test_a_footnote_goes_on_at_the_foot_of_the_next_page() -> None:
    page = Print().lines(*HEADER, "Vraag 1", "Kent u dit bericht over de brug bij Oudeveer?^1", "")
    page.lines("Antwoord 1", "Ja, dat bericht is mij bekend, maar de brug blijft voorlopig open")
    page.foot("^1 Oudeveerse Courant, 2 mei 2024, «Brug bij Oudeveer kan instorten, zegt")
    page.lines("voor het verkeer.", "", "Vraag 2", "Waarom is dat zo?^2", "", "Antwoord 2", "Ja.")
    page.foot("het bureau. De beheerder zwijgt.»", "Bron: eigen berichtgeving", "^2 De brugwet.")
    found = read(page.bytes())
    assert [answer.text[-16:] for answer in found.answers] == ["oor het verkeer.", "Ja."]
    assert [note.text[-42:] for note in found.footnotes] == [
        "De beheerder zwijgt.» Bron: eigen berichtgeving"[-42:],
        "De brugwet.",
    ]


def test_long_footnotes_do_not_make_the_text_look_large() -> None:
    page = (
        Print()
        .lines(*HEADER, "Vraag 1", "Kent u dit?^1")
        .foot(
            *(
                f"{'' if n else '^1 '}https://www.oudeveer.example/een/lang/adres/van/een/bericht/{n}/"
                for n in range(9)
            )
        )
    )
    found = read(page.bytes())
    assert found.questions[0].text == "Kent u dit?[^1]"
    assert found.footnotes[0].text.endswith("/bericht/8/")


def test_headers_are_read(printed: bytes) -> None:
    found = read(printed)
    assert (found.title, found.askers[0].name, found.answerers[0].name) == (
        "de brug bij Oudeveer",
        "Bos",
        "De Wit",
    )


def test_a_line_ended_early_ends_a_paragraph() -> None:
    page = Print().lines(*HEADER, "Vraag 1 en 2")
    page.lines("Klopt het dat de brug bij Oudeveer al sinds het begin van de maand dicht is?")
    page.lines("Waarom?", "", "Antwoord 1 en 2", "Ja.")
    found = read(page.foot().bytes())
    assert [question.text[:6] for question in found.questions] == ["Klopt ", "Waarom"]


def test_explain_names_the_footnotes(printed: bytes) -> None:
    roles = [row.role for row in explain(RawFile("x.pdf", printed))]
    assert roles.count("voetnoot") == 3


def code(data: bytes) -> str:
    result = parse(RawFile("x.pdf", data))
    assert result.set is None
    return result.problems[0].code


DAMAGED = "Het bestand kan niet worden gelezen: de PDF is beschadigd of breekt af."


def test_damage_is_told() -> None:
    result = parse(RawFile("x.pdf", b"%PDF-1.7\n" + b"rommel" * 50))
    assert result.set is None
    assert [problem.message for problem in result.problems] == [DAMAGED]


def test_a_password_is_told() -> None:
    data = io.BytesIO()
    canvas = Canvas(data, encrypt=StandardEncryption("geheim", strength=128))
    canvas.drawString(100, 100, "Vragen")
    canvas.save()
    assert code(data.getvalue()) == "encrypted"


def test_a_page_without_text_is_told() -> None:
    data = io.BytesIO()
    canvas = Canvas(data)
    canvas.rect(100, 100, 50, 50)
    canvas.save()
    assert code(data.getvalue()) == "no_text"


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7, 0.9, 0.99])
def test_a_cut_file_is_refused_with_the_reason(printed: bytes, share: float) -> None:
    result = parse(RawFile("x.pdf", printed[: int(len(printed) * share)]))
    assert result.set is None
    assert [problem.message for problem in result.problems] == [DAMAGED]
