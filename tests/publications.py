"""Invented publications as KOOP gives them: a file, and what is said beside it in each dialect."""

from __future__ import annotations

from html import escape

from documents.archive.ingest import Stored, store
from documents.parsing import ParseResult, RawFile, parse

IDENTIFIER = "ah-tk-20202021-9235"
TOPICS = ("Verkeer | Water", "Economie | Veren")
#: the fields of an answer, by the names that all dialects share
FIELDS: dict[str, tuple[str, ...]] = {
    "documentStatus": ("Opgemaakt na onopgemaakt",),
    "aanhangselNummer": ("9235",),
    "indiener": ("P.Q. (Romke) van Veen", "A. Smid"),
    "ontvanger": ("B. Bos",),
    "publicationName": ("Kamervragen (Aanhangsel)",),
    "vergaderjaar": ("2020-2021",),
    "vraagnummer": ("2021Z99739",),
    "datumOntvangst": ("2021-06-21",),
}


def metadata(identifier: str = IDENTIFIER, subtype: str = "Antwoord", **fields: object) -> bytes:
    """metadata.xml; a field may be given another value, several, or none (`None`)."""
    rows = [
        f'<metadata name="OVERHEIDop.{name}" scheme="" content="{escape(text)}"/>'
        for name, texts in _fields(fields).items()
        for text in texts
    ]
    rows += [f'<metadata name="OVERHEID.category" scheme="" content="{t}"/>' for t in TOPICS]
    rows += [
        f'<metadata name="DC.type" scheme="OVERHEIDop.AanhangselTypen" content="{subtype}"/>',
        f'<metadata name="DC.identifier" scheme="OVERHEIDop.ParlID" content="{identifier}"/>',
    ]
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return f"{head}<metadata_gegevens>{''.join(rows)}</metadata_gegevens>".encode()


def owms(identifier: str = IDENTIFIER, **fields: object) -> bytes:
    """metadata_owms.xml of the same."""
    rows = [
        f"<overheidop:{name}>{escape(text)}</overheidop:{name}>"
        for name, texts in _fields(fields).items()
        for text in texts
    ]
    rows += [f"<overheid:category>{topic}</overheid:category>" for topic in TOPICS]
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<!-- Generatie -->
<owms-metadata xmlns:dcterms="http://purl.org/dc/terms/"
  xmlns:overheid="http://standaarden.overheid.nl/owms/terms/"
  xmlns:overheidop="http://standaarden.overheid.nl/oep/meta/">
  <owmskern><dcterms:identifier>{identifier}</dcterms:identifier>
    <dcterms:type scheme="OVERHEIDop.AanhangselTypen">Antwoord</dcterms:type>
    <dcterms.modified>2021-06-21</dcterms.modified></owmskern>
  <oep>{"".join(rows)}</oep>
</owms-metadata>""".encode()


def record(identifier: str = IDENTIFIER, *, prefix: str = "o:", **fields: object) -> bytes:
    """A record of the search service, with a prefix or with namespaces by default."""
    other = {"documentStatus": "documentstatus", "publicationName": "publicatienaam"}
    rows = [
        f"<{prefix}{other.get(name, name)}>{escape(text)}</{prefix}{other.get(name, name)}>"
        for name, texts in _fields(fields).items()
        for text in texts
    ]
    named = f'xmlns{":o" if prefix else ""}="http://standaarden.overheid.nl/wetgeving/"'
    subjects = "".join(f"<subject>{topic}</subject>" for topic in TOPICS)
    return f"""<record xmlns="http://docs.oasis-open.org/ns/search-ws/sruResponse"><recordData>
<gzd><originalData><{prefix}meta {named}><owmskern><identifier>{identifier}</identifier></owmskern>
<owmsmantel>{subjects}</owmsmantel><tpmeta>{"".join(rows)}
<{prefix}subrubriek>Antwoord</{prefix}subrubriek></tpmeta></{prefix}meta></originalData>
<enrichedData><url>https://example.org/</url></enrichedData></gzd></recordData></record>""".encode()


def _fields(given: dict[str, object]) -> dict[str, tuple[str, ...]]:
    """The fields with others in their place; one that is given as None goes."""
    made: dict[str, tuple[str, ...]] = dict(FIELDS)
    for name, value in given.items():
        texts = (value,) if isinstance(value, str) else value
        made[name] = tuple(map(str, texts)) if isinstance(texts, tuple | list) else ()
    return made


def xml(
    *,
    number: str = "9235",
    answer: str = "Ja, het veer vaart.",
    asked: str = "3 juni 2021",
    askers: str = "Van Veen en Smid (beiden XYZ)",
    question: str = "Vaart het veer van Zandhuizen morgen weer naar de overkant van de rivier, en zo"
    " nee, waarom is dat dan niet eerder aan de inwoners van het dorp verteld?",
) -> bytes:
    """The XML of an answer, which has no identifier, case number or topics."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<officiele-publicatie><metadata><meta name="OVERHEIDop.externMetadataRecord" content="x"/></metadata>
<kamervragen><kamervraagkop><tekstregel inhoud="vergaderjaar">Vergaderjaar 2020–2021</tekstregel>
</kamervraagkop><kamervraagnummer>{number}</kamervraagnummer>
<kamervraagomschrijving type="vraag">Vragen van de leden {askers} aan de Minister van
Financiën over <kamervraagonderwerp>het veer van Zandhuizen</kamervraagonderwerp> (ingezonden
{asked}).</kamervraagomschrijving>
<kamervraagomschrijving type="antwoord">Antwoord van Minister Bos (Financiën) (ontvangen 21 juni
2021).</kamervraagomschrijving>
<vraag><nr status="officieel">Vraag 1</nr><al>{question}</al></vraag>
<antwoord><nr status="officieel">Antwoord 1</nr><al>{answer}</al></antwoord>
</kamervragen></officiele-publicatie>""".encode()


def text(answer: str = "Ja, het veer vaart.") -> bytes:
    """The same as text, as a PDF gives it: a format that is less good."""
    return f"""Tweede Kamer der Staten-Generaal
Vergaderjaar 2020–2021
Aanhangsel van de Handelingen

9235

Vragen van de leden Van Veen en Smid (beiden XYZ) aan de Minister van Financiën over het veer van
Zandhuizen (ingezonden 3 juni 2021).

Antwoord van Minister Bos (Financiën) (ontvangen 21 juni 2021).

Vraag 1
Vaart het veer van Zandhuizen morgen weer naar de overkant van de rivier, en zo nee, waarom is dat
dan niet eerder aan de inwoners van het dorp verteld?

Antwoord 1
{answer}
""".encode()


def read(data: bytes, beside: bytes = b"", name: str = "publicatie.xml") -> ParseResult:
    return parse(RawFile(name, data, beside))


def keep(data: bytes, beside: bytes = b"", name: str = "publicatie.xml") -> Stored:
    """Parses and stores a file with what is said beside it."""
    raw = RawFile(name, data, beside)
    return store(raw, parse(raw))
