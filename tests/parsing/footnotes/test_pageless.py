"""Texts that lost the ends of their pages: footnotes in the middle, numbers of pages alone."""

from __future__ import annotations

from documents.parsing import RawFile, parse

HEADER = (
    "Vragen van het lid Bos (ABC) aan de Minister van Financiën over de brug bij Oudeveer\n"
    "(ingezonden 3 mei 2024).\nAntwoord van Minister De Wit (Financiën) (ontvangen 28 mei 2024).\n"
)
FIRST = (
    "Vraag 1\nKent u het bericht «Brug gesloten tot na de zomer» en de reactie die de gemeente\n"
    "daarop heeft gegeven?1\nAntwoord 1\nJa. De brug is gebouwd in 1932 en is sindsdien drie "
    "keer hersteld, het laatst in\n2009. Daarbij is vastgesteld dat de pijlers nog lang mee "
    "kunnen, maar dat het dek\n"
)
NOTE = (
    "1 Oudeveerse Courant, 30 april 2024, «Brug gesloten tot na de zomer: omrijden kost wie er "
    "woont een\nhalf uur»\n"
)
SECOND = (
    "in 2024 moet worden vervangen.\nVraag 2\nWat betaalt de gemeente, en hoeveel is dat per "
    "inwoner?2\nAntwoord 2\nDat is nog niet bekend, omdat de gemeente en de provincie er nog "
    "over spreken.\n2 Brief van de gemeente van 2 mei 2024\n"
)
LAST = "Vraag 3\nWanneer gaat de brug weer open?\nAntwoord 3\nIn september.\n"


def test_a_footnote_between_lines_ends_where_its_lines_are_no_longer_full() -> None:
    result = parse(RawFile("x.txt", (HEADER + FIRST + NOTE + SECOND + LAST).encode()))
    assert result.set is not None
    assert [note.text for note in result.set.footnotes] == [
        "Oudeveerse Courant, 30 april 2024, «Brug gesloten tot na de zomer: omrijden kost wie er "
        "woont een half uur»",
        "Brief van de gemeente van 2 mei 2024",
    ]
    assert result.set.answers[0].text.endswith("maar dat het dek in 2024 moet worden vervangen.")
    assert [question.footnotes for question in result.set.questions] == [(1,), (2,), ()]
    assert result.problems == ()


def test_numbers_alone_below_the_pages_are_no_text() -> None:
    pages = f"{FIRST}\n{NOTE}\n1\n\f{SECOND}\n2\n\f{LAST}\n3\n"
    without = f"{FIRST}\n{NOTE}\n\f{SECOND}\n\f{LAST}\n"
    numbered, plain = (parse(RawFile("x.txt", (HEADER + t).encode())) for t in (pages, without))
    assert numbered == plain
    assert numbered.problems == ()
