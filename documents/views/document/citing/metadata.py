"""What a page tells to programs: Highwire's `citation_*`, Open Graph, schema.org."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator

from documents.models import Document

from .authors import Author
from .plain import apa, leidraad
from .work import Work

SITE = "Kamerarchief"
#: signs of a heading in the title of a page, and of a description
TITLE, DESCRIPTION = 80, 250
#: signs that could end a block of data in a page
_SIGNS = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}


@dataclass(frozen=True)
class Format:
    """A format in which a citation is given: the end of its address, its type, its Dutch name."""

    ending: str
    type: str
    name: str


FORMATS = {
    one.ending: one
    for one in (
        Format("bib", "application/x-bibtex", "BibTeX"),
        Format("ris", "application/x-research-info-systems", "RIS"),
        Format("json", "application/vnd.citationstyles.csl+json", "CSL-JSON"),
        Format("txt", "text/plain", "Tekst"),
    )
}


@dataclass(frozen=True)
class Citing:
    """All that a page shows, or tells to programs, of how a work is cited."""

    work: Work

    @functools.cached_property
    def leidraad(self) -> str:
        return leidraad(self.work)

    @functools.cached_property
    def apa(self) -> str:
        return apa(self.work)

    @functools.cached_property
    def page(self) -> str:
        """The address of the page of citations of the document."""
        return reverse("document_cite", args=[self.work.document.identifier])

    @functools.cached_property
    def formats(self) -> list[tuple[Format, str]]:
        """The formats for programs, each with its address."""
        document, part = self.work.document, self.work.part
        query = f"?{part.query}" if part else ""
        return [
            (one, f"{reverse('document_citation', args=[document.identifier, name])}{query}")
            for name, one in FORMATS.items()
        ]

    @functools.cached_property
    def asked(self) -> str:
        """'Van Loon (Lijst Waterland) e.a.': who asks, in few words; '' where nobody is named."""
        names = [author.with_party for author in self.work.askers]
        return names[0] + (" e.a." if len(names) > 1 else "") if names else ""

    @functools.cached_property
    def title(self) -> str:
        """The title of the page: many sets have one heading, so the asker and the day stand too."""
        day = self.work.day
        told = ", ".join(filter(None, (self.asked, date_format(day, "j b Y") if day else "")))
        heading = Truncator(self.work.title).chars(TITLE)
        return f"{heading} – {told}" if told else heading

    @functools.cached_property
    def description(self) -> str:
        """What it is, who asked whom, when, and where it is found; then what it is about."""
        work, day = self.work, self.work.day
        ministries = dict.fromkeys(str(row) for row in work.document.asked)
        parts = (
            f"{work.genre}{f' van {self.asked}' if self.asked else ''}",
            f" aan {', '.join(ministries)}" if ministries else "",
            f", {date_format(day, 'j F Y')}" if day else "",
            f": {work.title}",
            f". {work.numbered}." if work.numbered else ".",
        )
        return Truncator("".join(parts)).chars(DESCRIPTION)

    @functools.cached_property
    def highwire(self) -> list[tuple[str, str]]:
        """Name and content of each `citation_*`, as Zotero and Google Scholar read them."""
        work = self.work
        told = [
            ("citation_title", work.title),
            *(("citation_author", author.listed) for author in work.authors),
            ("citation_publication_date", f"{work.day:%Y/%m/%d}" if work.day else ""),
            ("citation_publisher", work.publisher),
            ("citation_technical_report_institution", work.publisher),
            ("citation_technical_report_number", work.number),
            ("citation_series_title", work.series),
            ("citation_firstpage", work.pages[0]),
            ("citation_lastpage", work.pages[1]),
            *(("citation_keywords", subject) for subject in work.subjects),
            ("citation_language", "nl"),
            ("citation_public_url", work.address),
        ]
        return [(name, content) for name, content in told if content]

    @functools.cached_property
    def open_graph(self) -> list[tuple[str, str]]:
        """Property and content of each `og:` and `article:`."""
        work = self.work
        told = [
            ("og:type", "article"),
            ("og:site_name", SITE),
            ("og:locale", "nl_NL"),
            ("og:title", self.title),
            ("og:description", self.description),
            ("og:url", work.address),
            ("article:published_time", work.day.isoformat() if work.day else ""),
            *(("article:tag", subject) for subject in work.subjects),
        ]
        return [(name, content) for name, content in told if content]

    @functools.cached_property
    def json_ld(self) -> SafeString:
        """The work for schema.org, as a block of data that no sign in it can end."""
        text = json.dumps(dict(_report(self.work)), ensure_ascii=False)
        return mark_safe(text.translate(_SIGNS))


def _report(work: Work) -> Iterator[tuple[str, Any]]:
    """A document as a Report of schema.org; what is not known is left out."""
    document = work.document
    told = {
        "@context": "https://schema.org",
        "@type": "Report",
        "@id": work.address,
        "url": work.address,
        "identifier": document.identifier,
        "name": work.title,
        "alternateName": leidraad(work),
        "genre": work.genre,
        "reportNumber": work.number,
        "inLanguage": "nl",
        "author": list(map(_person, work.authors)),
        "contributor": _contributors(work),
        "dateCreated": _iso(document.submitted),
        "datePublished": _iso(work.day),
        "pagination": document.pages,
        "about": [{"@type": "Thing", "name": subject} for subject in work.subjects],
        "publisher": {"@type": "GovernmentOrganization", "name": work.publisher},
        "isPartOf": {"@type": "PublicationVolume", "name": work.series} if work.series else None,
        "includedInDataCatalog": {"@type": "DataCatalog", "name": SITE, "url": f"{work.site}/"},
        "isAccessibleForFree": True,
    }
    return ((name, value) for name, value in told.items() if value)


def _contributors(work: Work) -> list[dict[str, Any]]:
    is_answer = work.document.kind == Document.Kind.ANSWER
    return list(map(_person, work.answerers)) if is_answer else []


def _person(author: Author) -> dict[str, Any]:
    if author.is_office:
        return {"@type": "GovernmentOrganization", "name": author.name}
    told = {"@type": "Person", "name": author.name, "familyName": author.family}
    party = {"@type": "Organization", "name": author.party}
    return told | ({"affiliation": party} if author.party else {})


def _iso(day: Any) -> str:
    return day.isoformat() if day else ""
