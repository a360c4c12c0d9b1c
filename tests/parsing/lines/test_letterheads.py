"""The pages of a letter as text: heads and page numbers stand in the midst of sentences."""

from __future__ import annotations

import pytest

from documents.parsing import RawFile, parse

HEADS = (
    "Vragen van het lid Bos (ABC) aan de Minister van Financiën over kaas (ingezonden 3 mei 2019).\n\n"
    "Antwoord van Minister De Wit (Financiën) (ontvangen 20 mei 2019).\n\n"
    "Vraag 1\nIs de kaas in Oudeveer op en hebben de bewoners al weken geen\nkaas meer?\n\n"
    "Antwoord 1\nJa. De gemeente onderzoekt waar de kaas is gebleven en zal de\n"
)


@pytest.mark.parametrize(
    "edge",
    [
        "Pagina 1 van 3\n\n\f",
        "\n\fPagina 2 van 3\n\n",
        "Ministerie van Financiën | Pagina 2 van 3\n\f",
        "Pagina 1 van 3\n\n\fMinisterie van Financiën\n\nDirectie Kaas\n\nOns kenmerk\n2019-0012345\n\n",
        "\n\fDatum\n20 mei 2019\nOns kenmerk\n2019-0000012345\n\nUw kenmerk\n2019Z01677\n\n",
        "\fDirectoraat-Generaal Zuivel\nDirectie Kaas en Melk\nDatum\n20 mei 2019\n",
        "- 2 -\n\n\f",
        "\f2\n\n",
        "2/3\n\f",
        "p. 2\n\f",
    ],
)
def test_a_sentence_goes_on_over_the_edge_of_a_page(edge: str) -> None:
    text = f"{HEADS}{edge}bewoners daarna inlichten."
    found = parse(RawFile("brief.txt", text.encode())).set
    assert found is not None
    assert found.answers[0].text == (
        "Ja. De gemeente onderzoekt waar de kaas is gebleven en zal de bewoners daarna inlichten."
    )


@pytest.mark.parametrize(
    "line", ["Datum en plaats staan nog niet vast.", "Directie en raad zijn het eens."]
)
def test_what_only_begins_as_a_head_is_text(line: str) -> None:
    found = parse(RawFile("brief.txt", f"{HEADS}kaas zoeken.\n\f{line}\n".encode())).set
    assert found is not None
    assert line in found.answers[0].text
