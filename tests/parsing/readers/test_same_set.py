"""One publication in the formats in which KOOP gives it: the same set comes out of each."""

from __future__ import annotations

import pytest

from documents.parsing import RawFile, parse, to_dict

from . import opendocument

ASKED = (
    "Vragen van de leden Van Veen en Smid (beiden XYZ) aan de Minister van Financiën over het veer "
    "(ingezonden 5 januari 2019)."
)
REPLIED = "Antwoord van Minister Bos (Financiën) (ontvangen 1 februari 2019)."
PAIRS = (
    ("1", "Vaart het veer?", ("Ja.", "Het vaart elke dag.")),
    ("2", "Waarom niet?", ("Zie het antwoord op vraag 1.",)),
)
META = (
    ("DC.identifier", "ah-tk-20182019-41"),
    ("OVERHEIDop.vergaderjaar", "2018-2019"),
    ("OVERHEIDop.aanhangselNummer", "41"),
)


def xml() -> bytes:
    meta = "".join(f'<meta name="{name}" content="{value}"/>' for name, value in META)
    pairs = "".join(
        f"<vraag><nr>Vraag {n}</nr><al>{asked}</al></vraag><antwoord><nr>Antwoord {n}</nr>"
        f"{''.join(f'<al>{text}</al>' for text in replied)}</antwoord>"
        for n, asked, replied in PAIRS
    )
    return (
        f"<officiele-publicatie><metadata>{meta}</metadata><kamervragen>"
        f'<kamervraagomschrijving type="vraag">{ASKED}</kamervraagomschrijving>'
        f'<kamervraagomschrijving type="antwoord">{REPLIED}</kamervraagomschrijving>{pairs}'
        "</kamervragen></officiele-publicatie>"
    ).encode()


def html() -> bytes:
    meta = "".join(f'<meta name="{name}" content="{value}"/>' for name, value in META)
    heads = "".join(
        f'<h1 class="kamervraagomschrijving_kop">{head}</h1>' for head in (ASKED, REPLIED)
    )
    pairs = "".join(
        f'<div class="vraag"><h2>Vraag {n}</h2><p>{asked}</p></div>'
        f'<div class="antwoord"><h2>Antwoord {n}</h2>'
        f"{''.join(f'<p>{text}</p>' for text in replied)}</div>"
        for n, asked, replied in PAIRS
    )
    return f"<!DOCTYPE html><html><head>{meta}</head><body>{heads}{pairs}</body></html>".encode()


def odt() -> bytes:
    pairs = (
        line
        for n, asked, replied in PAIRS
        for line in (f"Vraag {n}", asked, f"Antwoord {n}", *replied)
    )
    return opendocument.document("ah-tk-20182019-41", "41", ASKED, REPLIED, *pairs)


@pytest.mark.parametrize(("name", "data"), [("a.html", html()), ("a.odt", odt())])
def test_each_format_of_a_publication_gives_the_same_set(name: str, data: bytes) -> None:
    expected = parse(RawFile("a.xml", xml()))
    found = parse(RawFile(name, data))
    assert expected.set is not None
    assert found.set is not None
    assert (expected.problems, found.problems) == ((), ())
    assert to_dict(found.set) == to_dict(expected.set)
