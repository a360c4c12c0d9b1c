"""Footnotes whose numbers stand apart from their texts, as pdftotext sets them."""

from __future__ import annotations

import pytest

from documents.parsing import QuestionSet, RawFile, parse

TEXT = """Vragen van het lid Bos (ABC) aan de Minister van Financiën over de brug bij Oudeveer
(ingezonden 3 mei 2024).

Antwoord van Minister De Wit (Financiën) (ontvangen 28 mei 2024).

Vraag 1
Kent u de berichten «Brug bij Oudeveer dicht» en «Weg bij Oudeveer open»?1,2
Antwoord 1
Ja, die berichten zijn mij bekend.3 Ik heb daarop de provincie om opheldering
gevraagd, en die ook gekregen.4

{foot}

Tweede Kamer, vergaderjaar 2023–2024, Aanhangsel

1

"""
NOTES = [
    "Veerbode, 3 mei 2024, «Brug bij Oudeveer dicht, en het blijft nog wel even zo, zegt de wethouder».",
    "Brugblad, 4 mei 2024.",
    "Brief van de provincie aan de schippers.",
    "https://www.oudeveer.example/brief/",
]
FIRST = "Veerbode, 3 mei 2024, «Brug bij Oudeveer dicht, en het blijft nog wel even zo,\nzegt de wethouder»."
FEET = {
    "each above its text": "1\n\n{0}\n2\n{1}\n3\n{2}\n4\n{3}",
    "all above": "1\n2\n3\n4\n\n{0}\n{1}\n{2}\n{3}",
    "two above": "1\n2\n\n{0}\n{1}\n3\n{2}\n4\n{3}",
    "the second below all": "1\n\n{0}\n{1}\n3\n{2}\n4\n{3}\n2",
    "the third below all": "1\n\n{0}\n2\n{1}\n{2}\n4\n{3}\n3",
}


def read(foot: str) -> QuestionSet:
    text = TEXT.format(foot=foot.format(FIRST, *NOTES[1:]))
    result = parse(RawFile("x.txt", text.encode()))
    assert result.set is not None
    assert result.problems == ()
    return result.set


@pytest.mark.parametrize("foot", FEET)
def test_each_number_has_its_text(foot: str) -> None:
    found = read(FEET[foot])
    assert [(note.number, note.text) for note in found.footnotes] == list(enumerate(NOTES, 1))
    assert found.questions[0].text.endswith("Oudeveer open»?[^1][^2]")
    assert "bekend.[^3] Ik" in found.answers[0].text
    assert found.answers[0].text.endswith("gekregen.[^4]")
