"""A small archive with everything in it that a page can show."""

from __future__ import annotations

from datetime import date

from documents.models import Document
from documents.parsing import Answer, Asker, Footnote, Note, Problem, Question, SeeAlso
from documents.search import indexing
from tests.factories import make_document

TABLE = "Jaar\tAantal overtochten\tOpbrengst van de tol in euro's\n2021\t4.310\t12.930\n2022\t\t"
LONG_WORD = "Hoogwaterbeschermingsprogrammabegrotingsverantwoordingsdocumentatie"


def fill() -> Document:
    """Thirty documents, searchable; the one returned has every kind of content."""
    for number in range(28):
        make_document(
            title=f"de veerdienst, deel {number}",
            answered=date(2021 + number % 3, 1 + number % 12, 5),
            askers=(Asker(f"Lid {number}", "Nieuw Midden"),),
        )
    make_document(identifier="ah-tk-20212022-7001", kind="postponement", title="uitstel")
    make_document(identifier="ah-tk-20212022-7002", title="een eerste versie")
    document = make_document(
        identifier="ah-tk-20212022-7002",
        title=f"de veerpont en het {LONG_WORD}",
        summary="Vragen over de veerpont.\n\nEn over de tol.",
        topics=("Vervoer over water",),
        see_also=(SeeAlso("2021-2022", 7001), SeeAlso("2021-2022", 9999)),
        questions=(
            Question(1, "Kent u het bericht over de veerpont?[^1]", (1,)),
            Question(2, "Hoeveel overtochten waren er?"),
            Question(3, ""),
            Question(4, f"Wat doet u aan {LONG_WORD}?"),
            Question(5, "Wanneer vaart de veerpont weer?"),
        ),
        answers=(
            Answer((1, 5), "Ja.[^2]\n\n– in mei;\n– of in juni.[^1]", (2, 1)),
            Answer((2, 3), f"Zie de tabel.\n\n{TABLE}"),
        ),
        footnotes=(
            Footnote(1, "De Waterbode, https://waterbode.example/" + "veerpont-" * 20),
            Footnote(2, "Veerblad van 3 mei."),
            Footnote(1, "Nogmaals de Waterbode."),
        ),
        notes=(Note("toelichting", "Deze vragen volgen op eerdere vragen."),),
        problems=[Problem.of("question_without_answer", detail="4", place="regel 12")],
    )
    make_document(see_also=(SeeAlso("2021-2022", 7002),))
    indexing.rebuild()
    return document
