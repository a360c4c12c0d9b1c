"""What is cited: a document, or one question or answer of it, as literature is described."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils.formats import date_format

from documents.identity import citing
from documents.models import Document

from . import authors
from .authors import Author
from .parts import ANSWER, QUESTION, Part

CHAMBERS = {"I": "Eerste Kamer der Staten-Generaal", "II": "Tweede Kamer der Staten-Generaal"}
_GENRES = {
    Document.Kind.QUESTION: "Kamervragen",
    Document.Kind.ANSWER: "Kamervragen met antwoord",
    Document.Kind.POSTPONEMENT: "Uitstelbericht bij Kamervragen",
}
_GENRES_OF_PARTS = {QUESTION: "Kamervraag", ANSWER: "Antwoord op Kamervragen"}


def site_of(request: HttpRequest) -> str:
    """The address of the site, without a stroke at its end."""
    return request.build_absolute_uri("/").rstrip("/")


@dataclass(frozen=True)
class Work:
    """A document as it is cited. `site` is the address of the site, without a stroke at its end.

    Rows that were prefetched are used: people, persons, and topics.
    """

    document: Document
    site: str
    part: Part | None = None

    @functools.cached_property
    def key(self) -> str:
        """Its name among others: 'ah-tk-20002001-325-vraag-3'."""
        own = self.document.identifier
        return f"{own}-{self.part.anchor}" if self.part else own

    @functools.cached_property
    def address(self) -> str:
        anchor = f"#{self.part.anchor}" if self.part else ""
        return f"{self.site}{self.document.get_absolute_url()}{anchor}"

    @functools.cached_property
    def title(self) -> str:
        told = f" ({self.part.told})" if self.part else ""
        return f"{plain(self.document.heading)}{told}"

    @functools.cached_property
    def genre(self) -> str:
        if self.part:
            return _GENRES_OF_PARTS[self.part.kind]
        return str(_GENRES[Document.Kind(self.document.kind)])

    @functools.cached_property
    def askers(self) -> list[Author]:
        return authors.askers(self.document.askings.all())

    @functools.cached_property
    def answerers(self) -> list[Author]:
        return authors.answerers(self.document.answerings.all())

    @functools.cached_property
    def authors(self) -> list[Author]:
        """Who asked; of an answer who gave it, and of a notice who sent it."""
        is_theirs = self.part and self.part.kind == ANSWER
        is_notice = self.document.kind == Document.Kind.POSTPONEMENT
        return (self.answerers if is_theirs or is_notice else []) or self.askers

    @functools.cached_property
    def day(self) -> date | None:
        """The day of the document; of a question that on which it was asked."""
        asked = self.document.submitted if self.part and self.part.kind == QUESTION else None
        return asked or self.document.date

    @functools.cached_property
    def chamber(self) -> str:
        return citing.chamber_of(self.document.identifier)

    @functools.cached_property
    def publisher(self) -> str:
        return CHAMBERS[self.chamber]

    @functools.cached_property
    def numbered(self) -> str:
        """'Aanhangsel Handelingen II 2000/01, nr. 325'; '' of what is not in the Aanhangsel."""
        document = self.document
        return citing.numbered(
            document.identifier,
            document.session_year,
            document.number,
            reprinted=document.is_reprint,
        )

    @functools.cached_property
    def series(self) -> str:
        return citing.series(self.chamber, self.document.session_year) if self.numbered else ""

    @functools.cached_property
    def number(self) -> str:
        """The number in its series; else that of the case, or ''."""
        return str(self.document.number) if self.numbered else self.document.case_number

    @functools.cached_property
    def pages(self) -> tuple[str, str]:
        """The first and the last page in the Aanhangsel; '' where they are not known."""
        first, _, last = self.document.pages.replace("–", "-").partition("-")
        return first.strip(), last.strip()

    @functools.cached_property
    def subjects(self) -> list[str]:
        return [plain(topic.name) for topic in self.document.topics.all()]


def plain(text: str) -> str:
    """A text on one line, without signs that print as nothing."""
    shown = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(shown.split())


def long_day(day: date) -> str:
    """'31 oktober 2000'."""
    return date_format(day, "j F Y")
