"""A small archive to search in: five fictional documents whose words tell them apart."""

from __future__ import annotations

from datetime import date
from typing import Any

from documents.parsing import Addressee, Answer, Answerer, Asker, Footnote, Note, Question
from documents.search import SearchRequest, indexing, search
from tests.factories import make_document

WATERWAYS: dict[str, Any] = {
    "addressees": (Addressee("Minister", "Waterwegen"),),
    "answerers": (Answerer("Dijkstra", "Minister", "Waterwegen"),),
}


def make_archive() -> None:
    """Stores the five and indexes them: veer, brug, sluis, dijk and molen."""
    make_document(
        **WATERWAYS,
        identifier="ah-tk-20202021-1",
        title="de veerpont bij Oudewaarde",
        submitted=date(2021, 1, 4),
        answered=date(2021, 2, 1),
        questions=(
            Question(1, "Kent u het bericht over de kade?[^1]"),
            Question(2, "Wanneer vaart de pont weer naar de overkant?"),
        ),
        answers=(Answer((1, 2), "Ja. De pont vaart weer zodra de brug klaar is."),),
        footnotes=(Footnote(1, "Waterlandse Courant, 3 januari 2021"),),
    )
    make_document(
        identifier="ah-tk-20212022-2",
        title="de brug over de Wetering",
        session_year="2021-2022",
        number=2,
        submitted=date(2021, 11, 1),
        answered=date(2022, 3, 1),
        askers=(Asker("El Amrani", "Nieuw Midden"), Asker("Van Loon", "Lijst Waterland")),
        addressees=(Addressee("Minister", "Tolzaken"),),
        answerers=(Answerer("Zomer", "Minister", "Tolzaken"),),
        questions=(Question(1, "Wie betaalt de coördinatie van de bruggen?"),),
        answers=(Answer((1,), "De gemeente betaalt, na overleg over het IMVO-convenant."),),
    )
    make_document(
        identifier="kv-tk-2022Z00003",
        kind="question",
        title="een sluis zonder wachter",
        session_year="2022-2023",
        number=None,
        case_number="2022Z00003",
        addressees=WATERWAYS["addressees"],
        submitted=date(2022, 9, 9),
        answered=None,
        answerers=(),
        answers=(),
        questions=(Question(1, "Klopt <b>dit</b> over de brug & de sluis?"),),
        notes=(Note("toelichting", "Aanvulling op vragen over de sluisdeuren."),),
    )
    make_document(
        **WATERWAYS,
        identifier="ah-tk-20222023-4",
        title="de dijk",
        submitted=date(2022, 10, 1),
        answered=date(2022, 11, 1),
        topics=("Waterkering",),
        questions=(Question(1, "Hoe hoog is de dijk bij de Minister Zomerweg?"),),
        answers=(Answer((1,), "Hoog genoeg."),),
    )
    make_document(
        **WATERWAYS,
        identifier="ah-tk-20222023-5",
        title="een molen",
        submitted=None,
        answered=None,
        summary="Over de wieken.",
        questions=(Question(1, "Draaien de wieken van de molen over de brug?"),),
        answers=(Answer((1,), "Alleen bij wind."),),
    )
    indexing.rebuild()


def found(text: str = "", **asked: object) -> list[str]:
    """The hits with all the words in the order of the page, each by its short name."""
    results = search(SearchRequest(text, **asked))  # type: ignore[arg-type]
    names = {"ah-tk-20202021-1": "veer", "ah-tk-20212022-2": "brug", "kv-tk-2022Z00003": "sluis"}
    names |= {"ah-tk-20222023-4": "dijk", "ah-tk-20222023-5": "molen"}
    return [
        names.get(hit.document.identifier, hit.document.identifier)
        for hit in results[: results.complete]
    ]
