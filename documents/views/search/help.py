"""Help with searching: the language of queries, by examples that run."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format

from documents.models import DUE_DAYS, DUE_TERM, Document
from documents.search import (
    ABOUT,
    TEXTS,
    SearchRequest,
    SearchTooHeavy,
    SearchUnavailable,
    named,
    search,
)

from ..kept import Kept
from .material import Material, material


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


def _of_words(of: Material) -> list[tuple[str, str]]:
    return [
        (of.word, "documenten met dit woord, of een andere vorm ervan"),
        (of.beside and f"{of.word} {of.beside}", "documenten met beide woorden"),
    ]


def _of_phrases(of: Material) -> list[tuple[str, str]]:
    return [
        (f'"{" ".join(of.pair)}"' if of.pair else "", "alleen deze twee woorden naast elkaar"),
        (of.word and f'"{of.word}"', f"alleen «{of.word}», en geen andere vorm"),
    ]


def _of_operators(of: Material) -> list[tuple[str, str]]:
    word, beside, apart = of.word, of.beside, of.apart
    return [
        (apart and f"{word} OF {apart}", "documenten met ten minste één van beide"),
        (apart and f"{word} NIET {apart}", f"wel «{word}», niet «{apart}»"),
        (apart and f"{word} -{apart}", "hetzelfde, korter"),
        (
            beside and apart and f"({beside} OF {apart}) {word}",
            f"«{word}», met «{beside}» of «{apart}»",
        ),
    ]


def _of_parts(of: Material) -> list[tuple[str, str]]:
    pair = of.pair
    return [
        (of.word and f"{of.word[:-3]}*", f"«{of.word}», en wat nog meer zo begint"),
        (of.word and f"*{of.word[-5:]}", f"«{of.word}», en wat nog meer zo eindigt"),
        (of.masked, f"«{of.word}»"),
        (f'"{pair[0]} {pair[1][:4]}*"' if pair else "", f"ook «{pair and ' '.join(pair)}»"),
    ]


def _of_distance(of: Material) -> list[tuple[str, str]]:
    if of.pair is None:
        return []
    one, other = of.pair
    return [
        (f'"{other} {one}"~5', "met hooguit vijf woorden ertussen"),
        (f"{one} w/5 {other}", "ook andere vormen van deze woorden, dicht bij elkaar"),
    ]


def _of_spelling(of: Material) -> list[tuple[str, str]]:
    return [
        (of.word and f"{of.misspelt}~", f"ook «{of.word}»"),
        (of.word and f"{of.misspelt}~1", "hooguit één letter anders"),
    ]


def _of_numbers(of: Material) -> list[tuple[str, str]]:
    if of.number is None:
        return []
    first, last = max(1, of.number - 5), of.number + 4
    return [(f"nummer:{first}..{last}", f"nummer {first} tot en met {last} in het Aanhangsel")]


def _of_fields(of: Material) -> list[tuple[str, str]]:
    return [
        (of.word and f"titel:{of.word}", f"«{of.word}» in de titel"),
        (of.opening and f'vraag:"{of.opening}"', "dit zinsdeel in een vraag"),
        (of.answer and f"antwoord:{of.answer} -vraag:{of.answer}", "alleen in het antwoord"),
        (
            of.ministry and f'ministerie:"{of.ministry}" status:open',
            "vragen aan dit ministerie, zonder antwoord",
        ),
        ("status:uitgesteld", "het antwoord laat op zich wachten"),
        (of.member and f'kamerlid:"{of.member}"', "vragen van dit Kamerlid"),
    ]


def _of_time(of: Material) -> list[tuple[str, str]]:
    asked = _of_days(of.asked) if of.asked else []
    return [
        *asked,
        (of.session and f"vergaderjaar:{of.session} soort:antwoord", "van dat vergaderjaar"),
        ("antwoord-na:meer dan 2 maanden", "beantwoord na meer dan zestig dagen"),
        (f"antwoord-na:>{DUE_DAYS}", f"beantwoord na meer dan {DUE_TERM}"),
        (f"antwoord-na:{DUE_DAYS}..40", f"na {DUE_TERM} tot veertig dagen"),
    ]


def _of_days(day: date) -> list[tuple[str, str]]:
    year, month = day.year, date_format(day, "F Y")
    first = max(1, day.month - 2)
    begin = date_format(day.replace(month=first, day=1), "F")
    return [
        (f"ingezonden:{year}", f"gesteld in {year}"),
        (f"ingezonden:{year}-{first:02}..{year}-{day.month:02}", f"van {begin} tot en met {month}"),
        (f"ingezonden:..{year}-12-31", f"tot en met 31 december {year}"),
        (f"ingezonden:{month}", "in die maand"),
        (f"beantwoord:tussen {year - 1} en {year + 1}", f"van {year - 1} tot en met {year + 1}"),
    ]


FIELDS = (
    "Zet de naam van het deel en een dubbele punt voor een woord of een zinsdeel. Er is"
    f" {', '.join(f'{name}:' for name, _ in (*TEXTS, *ABOUT))}, soort: (vragen, antwoord of"
    " uitstel) en status: (open, uitgesteld, beantwoord, brief of ingetrokken): hoe het met de"
    " vragen is afgelopen, voor zover het archief weet. Andere woorden voor een veld mogen ook,"
    " zoals indiener:, trefwoord: of bron:. Van een naam mag u het tussenvoegsel schrijven; namen"
    " worden gezocht zoals u ze spelt."
)

#: the language: id, heading, explanation, and what makes examples of the archive: what may be
#: typed, and what that finds; '' where the archive has not what it takes
TOLD: tuple[tuple[str, str, str, Callable[[Material], list[tuple[str, str]]]], ...] = (
    (
        "woorden",
        "Woorden",
        "Typ de woorden die u zoekt. Een document moet ze alle bevatten; de volgorde,"
        " hoofdletters en accenten maken niet uit. Ook andere vormen van een woord worden"
        " gevonden, en samenstellingen waar het een deel van is. Bij elke treffer staat waarom"
        " hij gevonden is als dat niet door het woord zelf komt.",
        _of_words,
    ),
    (
        "precies",
        "Precies deze woorden",
        "Tussen aanhalingstekens wordt precies gezocht wat er staat: deze woorden, naast"
        " elkaar, in deze volgorde en in deze vorm. Dat kan ook met één woord.",
        _of_phrases,
    ),
    (
        "of-en-niet",
        "Of, en, niet",
        "Schrijf OF, EN en NIET in hoofdletters; OR, AND en NOT mag ook, en een streepje voor"
        " een woord is hetzelfde als NIET. OF verbindt wat er direct naast staat; haakjes"
        " houden bij elkaar wat bij elkaar hoort.",
        _of_operators,
    ),
    (
        "begin",
        "Een deel van een woord",
        "Een sterretje staat voor elk aantal letters, een vraagteken in een woord voor één"
        " letter. Er moeten ten minste drie letters bij staan. Het mag ook tussen"
        " aanhalingstekens.",
        _of_parts,
    ),
    (
        "dichtbij",
        "Woorden dicht bij elkaar",
        "Een golfje en een getal achter een zinsdeel: de woorden mogen in elke volgorde staan,"
        " met ten hoogste zoveel andere woorden ertussen. NEAR of w/5 tussen twee woorden doet"
        " hetzelfde, en vindt ook andere vormen.",
        _of_distance,
    ),
    (
        "spelling",
        "Als u de spelling niet zeker weet",
        "Een golfje achter een woord vindt ook woorden die bijna zo gespeld zijn; een getal"
        " erachter zegt hoeveel letters anders mogen zijn: één of twee.",
        _of_spelling,
    ),
    (
        "getallen",
        "Getallen",
        "Twee puntjes tussen twee getallen staan voor alles ertussen.",
        _of_numbers,
    ),
    ("velden", "In één deel van het document", FIELDS, _of_fields),
    (
        "tijd",
        "Datums en antwoordtermijn",
        "Met ingezonden: zoekt u op de dag van de vragen, met beantwoord: op die van het"
        " antwoord. Schrijf een jaar, een maand of een dag, van..tot, of vóór, vanaf, na of"
        " tussen. Met jaar: zoekt u zoals met het filter Jaar, met vergaderjaar: op het"
        " parlementaire jaar. Met antwoord-na: zoekt u op de tijd tot het antwoord.",
        _of_time,
    ),
)


of_archive = Kept(material)


def begun_with() -> list[str]:
    """A few queries to begin with, told beside a search box; none of an empty archive."""
    of: Material = of_archive()
    first = [*_of_words(of)[:1], *_of_phrases(of)[:1], *_of_operators(of)[1:2], *_of_fields(of)[:1]]
    return [query for query, _ in first if query]


def _sections() -> list[Section]:
    """The language with those of its examples that find something now."""
    of = of_archive()
    return [
        Section(anchor, heading, text, tuple(Example(*one) for one in made(of) if finds(one[0])))
        for anchor, heading, text, made in TOLD
    ]


#: seconds for which the examples stay where nothing is done: they take some thirty searches
DAY = 24 * 3600.0
sections = Kept(_sections, DAY)


def finds(query: str) -> bool:
    """Whether a query is understood and finds something; none while searching does not work."""
    try:
        results = search(SearchRequest(query)) if query else None
    except (SearchTooHeavy, SearchUnavailable):
        return False
    return bool(results and results.complete and not results.messages)


def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "search/help.html", {"sections": sections(), "codes": codes()})


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
