"""The problems that a parser can find in a file, each with a code, a weight and a Dutch message.

A parser never guesses silently: it returns its set with a `Problem` for each thing that it was
not sure of. The same codes stand in the admin, the command line and the documentation.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """How much a problem weighs, from heavy to light."""

    REFUSED = "refused"
    ERROR = "error"
    WARNING = "warning"


REFUSED, ERROR, WARNING = Severity

#: What each weight means, in Dutch.
SEVERITIES = {
    REFUSED: "Er is geen set: het bestand wordt niet opgenomen.",
    ERROR: "Er ontbreekt iets of er is iets mis: kijk het na.",
    WARNING: "De lezer was niet zeker: het is een blik waard.",
}

#: How much of a text a message shows, in characters.
_SHOWN = 80
#: Dutch: the formats that are read, as they are named to an archivist
ACCEPTED = "tekst, PDF, Word (.docx), OpenDocument (.odt), HTML, KOOP-XML, KVR-XML, JSON"

#: code -> (severity, Dutch message with {placeholders}).
CODES: dict[str, tuple[Severity, str]] = {
    # the file as a whole
    "empty_file": (REFUSED, "Het bestand is leeg, of bevat alleen spaties of nullen."),
    "unknown_format": (
        REFUSED,
        f"Dit is {{found}}. Aangenomen worden: {ACCEPTED} en ZIP.",
    ),
    "is_archive": (
        REFUSED,
        "Dit is een ZIP-archief met bestanden erin; die worden elk apart gelezen.",
    ),
    "empty_archive": (REFUSED, "Er zit geen bestand in het archief."),
    "too_large": (REFUSED, "Het bestand is te groot: {size}; ten hoogste {limit} is toegestaan."),
    "unreadable": (REFUSED, "Het bestand kan niet worden gelezen: {detail}."),
    "forbidden_xml": (
        REFUSED,
        "De XML bevat een DTD of entiteiten; dat is uit veiligheid niet toegestaan.",
    ),
    "encrypted": (REFUSED, "Het bestand is met een wachtwoord beveiligd."),
    "metadata_alone": (
        REFUSED,
        "Dit zijn gegevens óver een publicatie (metadata), zonder de tekst ervan. Bied ze aan samen"
        " met het bestand zelf, in één map of ZIP.",
    ),
    "no_text": (REFUSED, "Er staat geen tekst in het bestand (misschien een scan)."),
    "no_questions": (REFUSED, "Er zijn geen Kamervragen in gevonden."),
    "json_invalid": (REFUSED, "De JSON klopt niet: {rule} ({detail})."),
    "unsafe_archive": (REFUSED, "Het archief is geweigerd: {detail}."),
    "upload_limit": (REFUSED, "Dit is niet gelezen: {detail}."),
    "parser_failed": (REFUSED, "Het bestand kon niet worden gelezen ({detail})."),
    "no_lines": (
        REFUSED,
        "{found} is niet regel voor regel uit te leggen: het zegt zelf wat elk deel is."
        " Alleen tekst, PDF, Word, OpenDocument en losse webpagina's worden per regel gelezen.",
    ),
    # the header
    "header_not_understood": (ERROR, "De kop is niet begrepen: {detail}."),
    "no_title": (WARNING, "Het onderwerp is niet gevonden."),
    "no_askers": (WARNING, "De vraagstellers zijn niet gevonden."),
    "askers_unnamed": (
        WARNING,
        "Er zijn meer vraagstellers dan er bij naam genoemd zijn: «{detail}».",
    ),
    "holders_meant": (
        WARNING,
        "«{detail}» is gelezen als de minister en de staatssecretaris; misschien zijn het anderen.",
    ),
    "no_addressees": (WARNING, "De bewindspersoon aan wie gevraagd wordt is niet gevonden."),
    "no_answerers": (WARNING, "De bewindspersoon die antwoordt is niet gevonden."),
    "ministry_unknown": (WARNING, "Het ministerie «{detail}» is niet bekend; het staat er zo."),
    "office_unknown": (WARNING, "De functie of het ministerie van {detail} is niet gevonden."),
    "no_submitted": (WARNING, "De datum van inzending is niet gevonden."),
    "no_answered": (WARNING, "De datum van het antwoord is niet gevonden."),
    "date_invalid": (WARNING, "De datum «{detail}» kan niet kloppen."),
    "date_ahead": (WARNING, "De datum «{detail}» ligt ver in de toekomst."),
    "dates_in_wrong_order": (
        WARNING,
        "Het antwoord ({answered}) is van vóór de vragen ({submitted}).",
    ),
    "date_doubtful": (
        WARNING,
        "De datum «{printed}» kan niet kloppen; het archief rekent er niet mee.",
    ),
    "date_repaired": (
        WARNING,
        "De datum «{printed}» kan niet kloppen; vergaderjaar, nummer en wat ernaast staat laten"
        " alleen {meant} over.",
    ),
    "source_disagrees": (WARNING, "De bron spreekt zichzelf tegen: {detail}."),
    "beside_disagrees": (
        WARNING,
        "De metadata naast het bestand zeggen iets anders dan de tekst: {detail}.",
    ),
    "beside_unreadable": (WARNING, "De metadata naast het bestand kunnen niet worden gelezen."),
    "number_in_use": (
        ERROR,
        "Het nummer {detail} is al van een ander document; dit document heeft een eigen kenmerk.",
    ),
    # questions and answers
    "questions_missing": (ERROR, "De vragen zelf zijn niet gevonden."),
    "numbers_missing": (ERROR, "Deze vraagnummers ontbreken: {detail}."),
    "number_double": (
        ERROR,
        "Vraag {detail} komt meer dan eens voor; het archief voegt de teksten samen.",
    ),
    "number_repaired": (
        WARNING,
        "Boven vraag {detail} staat nog eens nummer {printed}; de nummers ernaast laten alleen"
        " {detail} over.",
    ),
    "question_without_answer": (WARNING, "Geen antwoord gevonden op vraag {detail}."),
    "answer_without_question": (WARNING, "Er is antwoord op een vraag die er niet is: {detail}."),
    "empty_text": (WARNING, "{detail} heeft geen tekst."),
    "label_missing": (
        WARNING,
        "Boven {detail} ontbreekt het label; waar de tekst begint, volgt uit wat er staat.",
    ),
    "notice_without_delay": (
        WARNING,
        "De mededeling zegt niet dat het antwoord later komt: de vragen zijn al afgedaan.",
    ),
    "text_left_out": (
        WARNING,
        "Deze tekst hoort bij geen vraag of antwoord en is weggelaten: «{detail}».",
    ),
    "picture_left_out": (
        WARNING,
        "Hier staat een afbeelding, die niet wordt gelezen: {detail}.",
    ),
    "numbers_guessed": (
        WARNING,
        "Bij de antwoorden staan geen nummers; ze zijn in volgorde aan de vragen toegewezen.",
    ),
    # what a set cannot be
    "set_mixed": (
        ERROR,
        "Vraag en antwoord staan door elkaar: bij {stated} van de {count} vragen gaat de tekst na"
        " de vraag door met wat een antwoord lijkt.",
    ),
    "answer_in_question": (
        ERROR,
        "In de tekst van vraag {detail} staat ook een antwoord, of het begin daarvan.",
    ),
    "question_in_answer": (ERROR, "In de tekst van antwoord {detail} staat ook een vraag."),
    "question_too_long": (
        ERROR,
        "Vraag {detail} is zo lang dat er meer in moet staan dan een vraag.",
    ),
    "answers_lost": (ERROR, "Van {count} vragen hebben er {left} geen antwoord."),
    "series_joined": (
        WARNING,
        "Er staan vragen in van meer dan één stuk; ze zijn doorgenummerd. Ook van: {detail}.",
    ),
    "two_series": (
        ERROR,
        "{count} vraagnummers komen meer dan eens voor: er staan twee reeksen vragen in; de teksten"
        " daarvan staan bij elkaar onder één nummer.",
    ),
    "other_set": (
        ERROR,
        "Er staat ook een andere set vragen in: haar kop staat in de tekst van {detail}.",
    ),
    "other_paper": (ERROR, "De tekst is die van een ander stuk: {detail}."),
    "label_in_text": (WARNING, "De tekst van antwoord {detail} begint met het woord erboven."),
    "text_breaks_off": (WARNING, "De tekst houdt midden in een zin op: {detail}."),
    # footnotes
    "mark_without_footnote": (WARNING, "Bij nootcijfer {detail} is geen voetnoot gevonden."),
    "footnote_without_mark": (WARNING, "Voetnoot {detail} heeft geen nootcijfer in de tekst."),
    "footnote_double": (WARNING, "Voetnoot {detail} komt meer dan eens voor."),
    # the text itself
    "low_text_quality": (WARNING, "De tekst is van lage kwaliteit ({detail})."),
    "text_cut": (ERROR, "Een te lange tekst is ingekort ({detail})."),
    "characters_dropped": (WARNING, "Onleesbare tekens zijn weggelaten."),
}


@dataclass(frozen=True)
class Problem:
    """One thing to look at: a code of CODES, a Dutch message, and the place in the source."""

    code: str
    message: str
    place: str = ""
    severity: Severity = WARNING

    @classmethod
    def of(cls, code: str, place: str = "", **details: Any) -> Problem:
        """The problem with this code, its message filled with the details."""
        severity, message = CODES[code]
        return cls(code, message.format(**details), place, severity)


def left_out(text: str, place: str = "") -> tuple[Problem, ...]:
    """The problem that text stands in no part of a set; nothing where there is no such text."""
    if not text:
        return ()
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    return (Problem.of("text_left_out", place, detail=shown),)


class Unreadable(Exception):
    """A file of which nothing can be read; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def page() -> str:
    """The page of the documentation that lists all codes, as Markdown in Dutch."""
    lines = [
        "# Meldingen van de lezer",
        "",
        "Bij alles waarvan de lezer niet zeker is, staat een melding: met een code, een zwaarte,",
        "een tekst en waar mogelijk de plaats in de bron. Dezelfde codes staan in het beheer, bij",
        "`./run manage parse`, in het verslag van `./run ingest` en in de JSON van een document.",
        "Een document met meldingen kan gewoon worden gepubliceerd. Wat tussen accolades staat,",
        "vult de lezer in.",
        "",
        "Deze bladzijde komt uit de code; `./run golden` maakt haar opnieuw.",
    ]
    for severity, meaning in SEVERITIES.items():
        lines += ["", f"## {severity}", "", meaning, "", "| Code | Melding |", "|---|---|"]
        rows = [(code, text) for code, (weight, text) in CODES.items() if weight == severity]
        lines += [f"| `{code}` | {text} |" for code, text in rows]
    return "\n".join(lines)
