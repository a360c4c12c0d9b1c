"""Footnotes that run on over a page are whole, and nothing else is taken for their rest."""

from __future__ import annotations

import pytest

from documents.parsing import QuestionSet, RawFile, parse

FIRST = """Vragen van het lid Bos (ABC) aan de Minister van Financiën over de brug bij Oudeveer
(ingezonden 3 mei 2024).

Antwoord van Minister De Wit (Financiën) (ontvangen 28 mei 2024).

Vraag 1
Kent u het bericht over de brug bij Oudeveer?1
{gap}Antwoord 1
Ja, dat bericht is mij bekend. De brug is gesloten voor al het verkeer, en wordt
in het najaar vervangen, zo heeft de beheerder mij laten weten in een uitvoerig
{gap}1 {note}
{gap}Tweede Kamer, vergaderjaar 2023–2024, Aanhangsel 1{feed}gesprek over de brug.
{gap}Vraag 2
Klopt het dat de brug sinds 2010 niet meer is geïnspecteerd door de beheerder en
dat daarvoor geen geld was?
{gap}Antwoord 2
{answer}
"""
ANSWER = "Nee, de laatste inspectie was in 2019. Daarbij zijn gebreken gevonden die toen niet\nernstig waren."
OPEN = {
    "Oudeveerse Courant, 2 mei 2024, «Brug bij Oudeveer op\ninstorten, zegt het": "bureau».",
    "Oudeveerse Courant, 2 mei 2024,": "https://www.oudeveer.example/brug",
    "https://www.oudeveer.example/nieuws/2024/brug-": "Oudeveer-gesloten",
    "Kamerstuk 12 345, nr. 6, tweede brief van de Minister van": "2 mei 2024.",
    "Oudeveerse Courant (2 mei 2024), «De brug is op.\nWat nu?": "vraagt de schipper.\nHij weet het niet.»",
}  # fmt: skip


def read(note: str, answer: str, gap: str = "\n", feed: str = "\f") -> QuestionSet:
    text = FIRST.format(note=note, answer=answer, gap=gap, feed=feed)
    found = parse(RawFile("x.txt", text.encode())).set
    assert found is not None
    return found


@pytest.mark.parametrize("next_note", ["", "\n2 De brugwet, artikel 3."])
@pytest.mark.parametrize("feed", ["\f", "\n"])
@pytest.mark.parametrize("gap", ["\n", ""])
@pytest.mark.parametrize("note", OPEN)
def test_the_rest_of_a_footnote_belongs_to_it(
    note: str, gap: str, feed: str, next_note: str
) -> None:
    answer = ANSWER + ("2" if next_note else "")
    found = read(note, f"{answer}\n{gap}{OPEN[note]}{next_note}", gap, feed)
    assert found.answers[1].text == " ".join(ANSWER.split()) + ("[^2]" if next_note else "")
    whole = " ".join(f"{note} {OPEN[note]}".split()).replace("brug- ", "brug-")
    assert found.footnotes[0].text == whole


@pytest.mark.parametrize("note", ["Oudeveerse Courant, 2 mei 2024", *OPEN])
@pytest.mark.parametrize(
    "last",
    [
        "De beheerder is daarom aan het werk gegaan.",
        "Het gaat om:\nde dijk;\nde weg.",
        "Het gaat om:\na. de dijk;\nb. de weg.",
        "Het gaat om de dijk, die de beheerder al in 2010 van een nieuwe laag steen had\nvoorzien.",
    ],
)
def test_the_last_lines_of_a_page_stay_in_the_answer(note: str, last: str) -> None:
    found = read(note, f"{ANSWER}\n{last}", "")
    assert " ".join(found.answers[1].text.split()).endswith(" ".join(last.split()))
    assert len(found.footnotes) == 1
