"""Footnotes behind stars, beside lists whose items have stars."""

from __future__ import annotations

from documents.parsing import QuestionSet, RawFile, parse

HEADER = (
    "Vragen van het lid Bos (ABC) aan de Minister van Financiën over de brug bij Oudeveer\n"
    "(ingezonden 3 mei 2024).\n\n"
    "Antwoord van Minister De Wit (Financiën) (ontvangen 28 mei 2024).\n\n"
)


def read(text: str) -> QuestionSet:
    found = parse(RawFile("x.txt", (HEADER + text).encode())).set
    assert found is not None
    return found


def test_stars_are_numbered_in_order() -> None:
    found = read(
        "Vraag 1\nKent u het bericht*?\n\nVraag 2\nEn dit?**\n\nAntwoord 1\nJa.\n\n"
        "Antwoord 2\nNee.\n\n* De Veerbode\n** Brugblad\n"
    )
    assert [q.text for q in found.questions] == ["Kent u het bericht[^1]?", "En dit?[^2]"]
    assert [(n.number, n.text) for n in found.footnotes] == [(1, "De Veerbode"), (2, "Brugblad")]
    assert found.answers[1].text == "Nee."


def test_items_of_a_list_are_no_footnotes() -> None:
    found = read(
        "Vraag 1\nKent u het bericht*?\n\nAntwoord 1\nJa, namelijk:\n* de brug\n* de weg\n\n"
        "Vraag 2\nEn?\n\nAntwoord 2\nNee.\n* De Veerbode\n"
    )
    assert found.answers[0].text == "Ja, namelijk:\n\n– de brug\n– de weg"
    assert [note.text for note in found.footnotes] == ["De Veerbode"]


def test_a_star_without_its_mark_is_an_item() -> None:
    found = read("Vraag 1\nKent u dit?\n\nAntwoord 1\nJa, namelijk:\n* de brug\n")
    assert found.answers[0].text == "Ja, namelijk:\n\n– de brug"
    assert found.footnotes == ()
