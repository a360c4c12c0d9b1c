"""KOOP as it is known to behave, with publications that are made up.

A publication is made from its number when it is asked for, so that there can be many.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from html import escape
from urllib.parse import parse_qs, urlsplit

from .server import ERROR_PAGE, Reply, Server

ANSWERS, QUESTIONS = "Kamervragen (Aanhangsel)", "Kamervragen zonder antwoord"
#: the position from which the service fails
DEEPEST = 10_000

_NAMESPACES = (
    'xmlns:sru="http://docs.oasis-open.org/ns/search-ws/sruResponse"'
    ' xmlns:gzd="http://standaarden.overheid.nl/sru"'
    ' xmlns:overheidwetgeving="http://standaarden.overheid.nl/wetgeving/"'
    ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:c="http://standaarden.overheid.nl/collectie/"'
    ' xmlns:cd="http://standaarden.overheid.nl/cup/data"'
    ' xmlns:diag="http://docs.oasis-open.org/ns/search-ws/diagnostic"'
)
_MEMBERS = ("Van Loon", "Terpstra", "De Waal", "Oudeboon", "Kwelder", "Brink")
_WORDS = ("veerpont", "dijk", "sluis", "polder", "kade", "gemaal", "brug", "haven", "griend")


@dataclass(frozen=True)
class Publication:
    """What KOOP has of one publication; `files` are the kinds that it lists."""

    identifier: str
    number: int
    session_year: str = "2024-2025"
    name: str = ANSWERS
    case_number: str = ""
    modified: str = "2026-11-20"
    version: str = "2026-11-20T10:00:00.0000000+01:00"
    available: str = "2026-11-20"
    creator: str = "Tweede Kamer der Staten-Generaal"
    status: str = "Opgemaakt"
    files: tuple[str, ...] = ("xml",)
    #: words that make the text another
    extra: str = ""
    subtype: str = "Antwoord"
    #: the start of the addresses of its files
    base: str = ""

    @property
    def case(self) -> str:
        return self.case_number or f"{self.session_year[:4]}Z{self.number:05}"


def answer_of(number: int, session_year: str = "2024-2025", **fields: object) -> Publication:
    """An answer in the Aanhangsel with this number."""
    identifier = f"ah-tk-{session_year.replace('-', '')}-{number}"
    made = Publication(identifier, number, session_year)
    return replace(made, **fields)  # type: ignore[arg-type]


def question_of(number: int, session_year: str = "2024-2025", **fields: object) -> Publication:
    """Questions that are not answered yet."""
    identifier = f"kv-tk-{session_year[:4]}Z{number:05}"
    made = Publication(identifier, number, session_year, QUESTIONS)
    return replace(made, **fields)  # type: ignore[arg-type]


def xml_of(one: Publication) -> bytes:
    """Its file in the XML of KOOP."""
    year, member = one.session_year[:4], _MEMBERS[one.number % len(_MEMBERS)]
    word = _WORDS[one.number % len(_WORDS)]
    month, day = 1 + one.number % 8, 1 + one.number % 28
    submitted, answered = (
        f"{int(year) + 1}-{month:02}-{day:02}",
        f"{int(year) + 1}-{month + 1:02}-{day:02}",
    )
    is_answer = one.name == ANSWERS
    number = f"<kamervraagnummer>{one.number}</kamervraagnummer>" if is_answer else ""
    head = (
        "Antwoord van Minister <naam><achternaam>Dijkstra</achternaam></naam>"
        ' (<organisatie afkorting="VB">Veren en Bruggen</organisatie>)'
        f' (ontvangen <datum isodatum="{answered}">{answered}</datum>).'
    )
    answered_head = (
        f'<kamervraagomschrijving type="antwoord">{head}</kamervraagomschrijving>'
        if is_answer
        else ""
    )
    pairs = "".join(
        f'<vraag><nr status="officieel">Vraag {i}</nr><al>Klopt het dat de {word} van nummer'
        f" {one.number} in deel {i} niet is hersteld?{escape(one.extra)}</al></vraag>"
        + (
            f'<antwoord><nr status="officieel">Antwoord {i}</nr><al>Ja, de {word} van nummer'
            f" {one.number} wordt in deel {i} hersteld zodra het water zakt. {_FILLING}</al></antwoord>"
            if is_answer
            else ""
        )
        for i in range(1, 4)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><officiele-publicatie><metadata/><kamervragen>'
        f'<kamervraagkop><tekstregel inhoud="vergaderjaar">Vergaderjaar {one.session_year}'
        '</tekstregel><tekstregel inhoud="kameraanduiding">Tweede Kamer der Staten-Generaal'
        f"</tekstregel></kamervraagkop>{number}"
        f'<kamervraagomschrijving type="vraag">Vragen van het lid <naam><achternaam>{member}'
        "</achternaam></naam> (Lijst Waterland) aan de Minister van Veren en Bruggen over"
        f" <kamervraagonderwerp>de {word} van nummer {one.number}</kamervraagonderwerp>"
        f' (ingezonden <datum isodatum="{submitted}">{submitted}</datum>).</kamervraagomschrijving>'
        f"{answered_head}{pairs}</kamervragen></officiele-publicatie>"
    ).encode()


_FILLING = (
    "De provincie heeft daarover met de gemeenten en het waterschap afspraken gemaakt, die in het"
    " voorjaar worden herzien. De kosten komen voor rekening van het Rijk. "
) * 3


def record_of(one: Publication, position: int, *, base: str) -> str:
    """Its record in an answer of the search service."""
    e = escape
    area = (
        f"officielepublicaties/ah-tk/{one.session_year.replace('-', '')}"
        if one.identifier.startswith("ah-tk")
        else "officielepublicaties/kv/onopgemaakt"
    )
    start = one.base or f"{base}/frbr/{area}/{one.identifier}/1"
    names = {"metadata": "metadata.xml", "metadataowms": "metadata_owms.xml"}
    urls = "".join(
        f'<gzd:itemUrl manifestation="{kind}">{start}/{kind}/'
        f"{names.get(kind, f'{one.identifier}.{kind}')}</gzd:itemUrl>"
        for kind in ("metadata", *one.files)
    )
    return (
        "<sru:record><sru:recordSchema>http://standaarden.overheid.nl/sru/</sru:recordSchema>"
        "<sru:recordPacking>xml</sru:recordPacking><sru:recordData><gzd:gzd><gzd:originalData>"
        "<overheidwetgeving:meta><overheidwetgeving:owmskern>"
        f"<dcterms:identifier>{e(one.identifier)}</dcterms:identifier>"
        f"<dcterms:title>Onderwerp {one.number}</dcterms:title><dcterms:language>nl</dcterms:language>"
        f'<dcterms:creator scheme="OVERHEID.StatenGeneraal">{e(one.creator)}</dcterms:creator>'
        f"<dcterms:modified>{one.modified}</dcterms:modified></overheidwetgeving:owmskern>"
        f"<overheidwetgeving:owmsmantel><dcterms:available>{one.available}</dcterms:available>"
        '<dcterms:subject scheme="OVERHEID.TaxonomieBeleidsagenda">Verkeer | Water</dcterms:subject>'
        "</overheidwetgeving:owmsmantel><overheidwetgeving:tpmeta>"
        "<c:product-area>officielepublicaties</c:product-area>"
        f"<c:content-area>{area}</c:content-area>"
        + (
            f"<overheidwetgeving:aanhangselnummer>{one.number}</overheidwetgeving:aanhangselnummer>"
            if one.name == ANSWERS
            else ""
        )
        + f"<overheidwetgeving:documentstatus>{one.status}</overheidwetgeving:documentstatus>"
        f"<overheidwetgeving:publicatienaam>{e(one.name)}</overheidwetgeving:publicatienaam>"
        f"<overheidwetgeving:vergaderjaar>{one.session_year}</overheidwetgeving:vergaderjaar>"
        '<overheidwetgeving:subrubriek scheme="OVERHEIDop.AanhangselTypen">'
        f"{one.subtype}</overheidwetgeving:subrubriek>"
        f"<overheidwetgeving:vraagnummer>{one.case}</overheidwetgeving:vraagnummer>"
        f"<cd:datumTijdstipWijzigingExpression>{one.version}</cd:datumTijdstipWijzigingExpression>"
        "</overheidwetgeving:tpmeta></overheidwetgeving:meta></gzd:originalData><gzd:enrichedData>"
        f"{urls}<gzd:timestamp>{one.version}</gzd:timestamp></gzd:enrichedData></gzd:gzd>"
        f"</sru:recordData><sru:recordPosition>{position}</sru:recordPosition></sru:record>"
    )


@dataclass
class Query:
    """A question to the search service, taken apart."""

    equal: dict[str, str] = field(default_factory=dict)
    from_day: str = ""
    to_day: str = "9999"
    after: str = ""


_CLAUSE = re.compile(r'([\w.-]+)(==|>=|<=|>)"?((?:[^"\\]|\\.)*?)"?$')


class NotUnderstood(ValueError):
    """The service has no such index, relation or order."""


def understood(text: str) -> Query:
    """The question in CQL; raises NotUnderstood for what KOOP does not know."""
    query = Query()
    text, _, order = text.partition(" sortBy ")
    if order not in ("", "dt.identifier/sort.ascending"):
        raise NotUnderstood(order)
    for clause in text.split(" AND "):
        match = _CLAUSE.fullmatch(clause)
        if not match:
            raise NotUnderstood(clause)
        index, relation, value = match.groups()
        known = {"c.product-area", "w.publicatienaam", "w.vergaderjaar", "dt.identifier"}
        if relation == "==" and index in known:
            query.equal[index] = value
        elif (index, relation) == ("dt.modified", ">="):
            query.from_day = value
        elif (index, relation) == ("dt.modified", "<="):
            query.to_day = value
        elif (index, relation) == ("dt.identifier", ">"):
            query.after = value
        else:
            raise NotUnderstood(clause)
    return query


class FakeKoop(Server):
    """The search service at /sru and the files below /frbr; `sru` is the address for settings."""

    def __init__(self, publications: Iterable[Publication] = ()) -> None:
        super().__init__(self._answer)
        self.sru = f"{self.url}/sru"
        self.by_id: dict[str, Publication] = {}
        #: bytes of a file by the end of its path, in place of what is made up
        self.bytes_of: dict[str, bytes] = {}
        self.knows_order = True
        #: added to the numbers that it tells
        self.miscounts = 0
        #: the most records of a page, and how many a page repeats of the one before
        self.most, self.again = 1000, 0
        self._lists: dict[tuple[str, ...], list[str]] = {}
        self.add(*publications)

    def add(self, *publications: Publication) -> None:
        """Publishes these, or changes them."""
        self.by_id.update((one.identifier, one) for one in publications)
        self._lists.clear()

    def remove(self, identifier: str) -> None:
        """Withdraws a publication: it is just not listed any more."""
        del self.by_id[identifier]
        self._lists.clear()

    def fetches(self) -> list[str]:
        """The paths of files that were asked for, in order."""
        return [path for path in self.asked if path.startswith("/frbr/")]

    def _answer(self, path: str) -> Reply:
        parts = urlsplit(path)
        if parts.path == "/sru":
            return self._listed({k: v[0] for k, v in parse_qs(parts.query).items()})
        return self._file(parts.path)

    def _file(self, path: str) -> Reply:
        name = path.rpartition("/")[2]
        if name in self.bytes_of:
            return Reply(self.bytes_of[name])
        identifier, _, kind = name.rpartition(".")
        one = self.by_id.get(identifier)
        if one is None or kind not in one.files or kind != "xml":
            return Reply(ERROR_PAGE, status=404)
        return Reply(xml_of(one), headers={"Content-Type": "application/xml"})

    def _listed(self, asked: dict[str, str]) -> Reply:
        text, start = asked["query"], int(asked["startRecord"])
        most = min(int(asked["maximumRecords"]), self.most) + self.again
        if start >= DEEPEST:
            return Reply(ERROR_PAGE, status=504)
        try:
            if not self.knows_order and "sortBy" in text:
                raise NotUnderstood(text)
            query = understood(text)
        except NotUnderstood as error:
            return Reply(_diagnostic(str(error)))
        names = self._names(query)
        first = bisect.bisect_right(names, query.after) if query.after else 0
        first = max(0, first - self.again)
        left = len(names) - first
        shown = names[first + start - 1 :][:most]
        more = left - (start - 1) - len(shown) > 0
        return Reply(self._page(shown, left + self.miscounts, start, more=more))

    def _names(self, query: Query) -> list[str]:
        """The identifiers that a question means, in order, whatever the place in them."""
        key = (*sorted(map(str, query.equal.items())), query.from_day, query.to_day)
        if key not in self._lists:
            self._lists[key] = sorted(
                one.identifier for one in self.by_id.values() if _is_meant(one, query)
            )
        return self._lists[key]

    def _page(self, names: list[str], total: int, start: int, *, more: bool) -> bytes:
        records = "".join(
            record_of(self.by_id[name], i, base=self.url) for i, name in enumerate(names, start)
        )
        following = (
            f"<sru:nextRecordPosition>{start + len(names)}</sru:nextRecordPosition>" if more else ""
        )
        return (
            f'<?xml version="1.0" encoding="UTF-8"?><sru:searchRetrieveResponse {_NAMESPACES}>'
            f"<sru:version>2.0</sru:version><sru:numberOfRecords>{total}</sru:numberOfRecords>"
            f"<sru:records>{records}</sru:records>{following}</sru:searchRetrieveResponse>"
        ).encode()


def _is_meant(one: Publication, query: Query) -> bool:
    own = {
        "c.product-area": "officielepublicaties",
        "w.publicatienaam": one.name,
        "w.vergaderjaar": one.session_year,
        "dt.identifier": one.identifier,
    }
    is_equal = all(own[index] == value for index, value in query.equal.items())
    return is_equal and query.from_day <= one.modified <= query.to_day


def _diagnostic(details: str) -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><sru:searchRetrieveResponse {_NAMESPACES}>'
        "<sru:version>2.0</sru:version><sru:diagnostics><diag:diagnostic>"
        f"<diag:uri>info:srw/diagnostic/1/10</diag:uri><diag:details>{escape(details)}"
        "</diag:details><diag:message>Query syntax error</diag:message></diag:diagnostic>"
        "</sru:diagnostics></sru:searchRetrieveResponse>"
    ).encode()
