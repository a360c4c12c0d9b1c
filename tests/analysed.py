"""One invented document, and all that the search index stores of its words."""

from __future__ import annotations

from datetime import date
from typing import Any

from documents.search import stamp
from documents.search.contents import Contents
from documents.search.engines.shared.documents import Values
from documents.search.zones import Zone
from tests.plain import analyse

#: words of every sort: compounds, with a hyphen too, numbers in groups, diacritics, a word broken
#: by a soft hyphen, abbreviations with a &, forms of verbs and nouns, marks of footnotes
DOCUMENT = Contents(
    pk=1,
    kind="answer",
    texts=(
        (Zone.TITLE, "het uitstel van de IMVO-wetgeving voor veerponten bij Oudewaarde"),
        (
            Zone.QUESTION,
            "Kent u de berichten over de gezonken veerpont en de coördinatie door I&W?[^1]",
        ),
        (Zone.QUESTION, "Waarom zijn de mensenrechtenorganisaties niet gehoord?"),
        (
            Zone.ANSWER,
            "Ja. Op 3 mei zijn 35\u00a0925 euro's en twee re\u00addenen genoemd; de "
            "burgemeesters vroegen om ideeën over zee-egels, l'eau en de œuvres.",
        ),
        (Zone.ANSWER, "Het waterschapsbestuur heeft\n\n– de kades geïnspecteerd\n– niets gevonden"),
        (Zone.FOOTNOTE, "Waterlandse Courant, www.courant.example/a_b?c=1"),
        (Zone.TOPIC, "Verkeer | Scheepvaart"),
        (Zone.MEMBER, "Van 't Loon-De Wit"),
        (Zone.CODE, "ah-tk-20222023-9001"),
    ),
    date=date(2022, 11, 8),
    submitted=date(2022, 9, 9),
    days=60,
    facets={"kind": ("answer",), "year": ("2022",), "party": ("lijst-waterland",)},
    case=1,
)


def stored() -> dict[str, Any]:
    """What every engine stores of the document, as values of JSON."""
    words = analyse(DOCUMENT)
    return {
        "places": dict(sorted(words.places.items())),
        "stems": dict(sorted(words.stems.items())),
        "parts": dict(sorted(words.parts.items())),
        "bounds": words.bounds(),
        "length": words.length,
        "digest": DOCUMENT.digest(),
        "values": Values.of(DOCUMENT)._asdict(),
    }


def stamped() -> dict[str, str]:
    """The stamp of an index made now, but for the release of Unicode, which is that of Python."""
    return {name: value for name, value in stamp.stamp().items() if name != "Unicode"}
