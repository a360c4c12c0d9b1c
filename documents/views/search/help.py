"""Help with searching: the language of queries, by examples that run."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from documents.models import DUE_DAYS, DUE_TERM, Document
from documents.search import ABOUT, TEXTS, named


class Example(NamedTuple):
    """A query, and the documents that it finds, in words (Dutch)."""

    query: str
    finds: str

    @property
    def address(self) -> str:
        return f"{reverse('search')}?{urlencode({'q': self.query})}"


class Section(NamedTuple):
    """A piece of the language: its id, heading, and explanation (Dutch)."""

    anchor: str
    heading: str
    text: str
    examples: tuple[Example, ...]


SECTIONS = (
    Section(
        "woorden",
        "Woorden",
        "Typ de woorden die u zoekt. Een document moet ze alle bevatten; de volgorde, hoofdletters"
        " en accenten maken niet uit. Ook andere vormen van een woord worden gevonden, en"
        " samenstellingen waar het een deel van is. Bij elke treffer staat waarom hij gevonden is"
        " als dat niet door het woord zelf komt.",
        (
            Example("gemeenten", "ook documenten met «gemeente»"),
            Example("gemeenten onderzoek", "documenten met beide woorden"),
        ),
    ),
    Section(
        "precies",
        "Precies deze woorden",
        "Tussen aanhalingstekens wordt precies gezocht wat er staat: deze woorden, naast elkaar, in"
        " deze volgorde en in deze vorm. Dat kan ook met één woord.",
        (
            Example('"hoger onderwijs"', "alleen deze twee woorden naast elkaar"),
            Example('"gemeenten"', "alleen «gemeenten», niet «gemeente»"),
        ),
    ),
    Section(
        "of-en-niet",
        "Of, en, niet",
        "Schrijf OF, EN en NIET in hoofdletters; OR, AND en NOT mag ook, en een streepje voor een"
        " woord is hetzelfde als NIET. OF verbindt wat er direct naast staat; haakjes houden bij"
        " elkaar wat bij elkaar hoort.",
        (
            Example("onderwijs OF jeugdzorg", "documenten met ten minste één van beide"),
            Example("onderwijs NIET studenten", "wel «onderwijs», niet «studenten»"),
            Example("onderwijs -studenten", "hetzelfde, korter"),
            Example("(brug OF spoor) onderhoud", "«onderhoud», met «brug» of «spoor»"),
        ),
    ),
    Section(
        "begin",
        "Het begin van een woord",
        "Een sterretje achter ten minste drie letters staat voor ieder vervolg.",
        (Example("water*", "water, waterschap, waterstaat, ..."),),
    ),
    Section(
        "dichtbij",
        "Woorden dicht bij elkaar",
        "Een golfje en een getal achter een zinsdeel: de woorden mogen in elke volgorde staan, met"
        " ten hoogste zoveel andere woorden ertussen.",
        (Example('"kamer informeren"~5', "met hooguit vijf woorden ertussen"),),
    ),
    Section(
        "spelling",
        "Als u de spelling niet zeker weet",
        "Een golfje achter een woord vindt ook woorden die bijna zo gespeld zijn.",
        (Example("onderwys~", "ook «onderwijs»"),),
    ),
    Section(
        "velden",
        "In één deel van het document",
        "Zet de naam van het deel en een dubbele punt voor een woord of een zinsdeel. Er is"
        f" {', '.join(f'{name}:' for name, _ in (*TEXTS, *ABOUT))}, soort: (vragen, antwoord of"
        " uitstel) en status: (open, uitgesteld, beantwoord, brief of ingetrokken): hoe het met de"
        " vragen is afgelopen, voor zover het archief weet.",
        (
            Example("titel:bruggen", "«bruggen» in de titel"),
            Example('vraag:"bent u bereid"', "dit zinsdeel in een vraag"),
            Example("antwoord:onderzoek -vraag:onderzoek", "alleen in het antwoord"),
            Example(
                "ministerie:defensie status:open", "vragen aan dit ministerie, zonder antwoord"
            ),
            Example("status:uitgesteld", "het antwoord laat op zich wachten"),
        ),
    ),
    Section(
        "tijd",
        "Datums en antwoordtermijn",
        "Met ingezonden: zoekt u op de dag van de vragen: een jaar, een maand of een"
        " dag, of van..tot. Met antwoord-na: zoekt u op het aantal dagen tot het antwoord.",
        (
            Example("ingezonden:2022", "gesteld in 2022"),
            Example("ingezonden:2022-09..2022-11", "van september tot en met november 2022"),
            Example("ingezonden:..2001-12-31", "tot en met 31 december 2001"),
            Example(f"antwoord-na:>{DUE_DAYS}", f"beantwoord na meer dan {DUE_TERM}"),
            Example(f"antwoord-na:{DUE_DAYS}..40 onderwijs", f"na {DUE_TERM} tot veertig dagen"),
        ),
    ),
)


def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "search/help.html", {"sections": SECTIONS, "codes": codes()})


def codes() -> list[Example]:
    """The codes that lead straight to a document, each of the newest document that has one."""
    newest = Document.objects.newest()
    one, cased = newest.first(), newest.exclude(case_number="").first()
    appended = newest.exclude(session_year="").filter(number__isnull=False).first()
    examples = [
        Example(one.identifier if one else "", "het kenmerk van een document"),
        Example(cased.case_number if cased else "", "een zaaknummer"),
        Example(
            f"Aanhangsel {appended.number} {appended.session_year}" if appended else "",
            "een nummer in het Aanhangsel van de Handelingen",
        ),
    ]
    return [example for example in examples if named(example.query)]
