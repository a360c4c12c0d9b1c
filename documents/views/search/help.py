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
        "Een deel van een woord",
        "Een sterretje staat voor elk aantal letters, een vraagteken in een woord voor één letter."
        " Er moeten ten minste drie letters bij staan. Het mag ook tussen aanhalingstekens.",
        (
            Example("water*", "water, waterschap, waterstaat, ..."),
            Example("*school", "basisschool, hogeschool, ..."),
            Example("ond?rwijs", "onderwijs"),
            Example('"hoger onderwijs*"', "ook «hoger onderwijsbeleid»"),
        ),
    ),
    Section(
        "dichtbij",
        "Woorden dicht bij elkaar",
        "Een golfje en een getal achter een zinsdeel: de woorden mogen in elke volgorde staan, met"
        " ten hoogste zoveel andere woorden ertussen. NEAR of w/5 tussen twee woorden doet"
        " hetzelfde, en vindt ook andere vormen.",
        (
            Example('"kamer informeren"~5', "met hooguit vijf woorden ertussen"),
            Example("kamer w/5 informeren", "ook «informeert» dicht bij «Kamer»"),
        ),
    ),
    Section(
        "spelling",
        "Als u de spelling niet zeker weet",
        "Een golfje achter een woord vindt ook woorden die bijna zo gespeld zijn; een getal"
        " erachter zegt hoeveel letters anders mogen zijn: één of twee.",
        (
            Example("onderwys~", "ook «onderwijs»"),
            Example("onderwijz~1", "hooguit één letter anders"),
        ),
    ),
    Section(
        "getallen",
        "Getallen",
        "Twee puntjes tussen twee getallen staan voor alles ertussen.",
        (Example("nummer:9001..9010", "nummer 9001 tot en met 9010 in het Aanhangsel"),),
    ),
    Section(
        "velden",
        "In één deel van het document",
        "Zet de naam van het deel en een dubbele punt voor een woord of een zinsdeel. Er is"
        f" {', '.join(f'{name}:' for name, _ in (*TEXTS, *ABOUT))}, soort: (vragen, antwoord of"
        " uitstel) en status: (open, uitgesteld, beantwoord, brief of ingetrokken): hoe het met de"
        " vragen is afgelopen, voor zover het archief weet. Andere woorden voor een veld mogen ook,"
        " zoals indiener:, trefwoord: of bron:. Van een naam mag u het tussenvoegsel schrijven;"
        " namen worden gezocht zoals u ze spelt.",
        (
            Example("titel:bruggen", "«bruggen» in de titel"),
            Example('vraag:"bent u bereid"', "dit zinsdeel in een vraag"),
            Example("antwoord:onderzoek -vraag:onderzoek", "alleen in het antwoord"),
            Example(
                "ministerie:defensie status:open", "vragen aan dit ministerie, zonder antwoord"
            ),
            Example("status:uitgesteld", "het antwoord laat op zich wachten"),
            Example("kamerlid:ter haarsema", "vragen van dit Kamerlid"),
        ),
    ),
    Section(
        "tijd",
        "Datums en antwoordtermijn",
        "Met ingezonden: zoekt u op de dag van de vragen, met beantwoord: op die van het antwoord."
        " Schrijf een jaar, een maand of een dag, van..tot, of vóór, vanaf, na of tussen. Met jaar:"
        " zoekt u zoals met het filter Jaar, met vergaderjaar: op het parlementaire jaar. Met"
        " antwoord-na: zoekt u op de tijd tot het antwoord.",
        (
            Example("ingezonden:2022", "gesteld in 2022"),
            Example("ingezonden:2022-09..2022-11", "van september tot en met november 2022"),
            Example("ingezonden:..2001-12-31", "tot en met 31 december 2001"),
            Example("ingezonden:september 2022", "in die maand"),
            Example("beantwoord:tussen 2021 en 2023", "beantwoord in 2021, 2022 of 2023"),
            Example("vergaderjaar:2022-2023 onderwijs", "van dat vergaderjaar"),
            Example("antwoord-na:meer dan 2 maanden", "beantwoord na meer dan zestig dagen"),
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
            f"Kamervragen met antwoord {appended.session_year}, nr. {appended.number}"
            if appended
            else "",
            "een vindplaats zoals zij in een bron staat",
        ),
        Example(
            f"Aanhangsel {appended.number} {appended.session_year}" if appended else "",
            "een nummer in het Aanhangsel van de Handelingen",
        ),
    ]
    return [example for example in examples if named(example.query)]
