"""A citation as a sentence: after the Leidraad voor juridische auteurs, and after the APA."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format

from documents.identity.citing import AGAIN
from documents.models import Document

from .authors import Author
from .work import Work, long_day, plain

#: more authors than this are cut short by the APA, which then names so many and the last
MOST_AUTHORS, NAMED = 20, 19


def leidraad(work: Work) -> str:
    """'Aanhangsel Handelingen II 2000/01, nr. 325 (antwoord op vraag 3)'.

    What is not in the Aanhangsel the Leidraad has no form for: it is told by who asked what, when,
    and by the number of the case.
    """
    whole = work.numbered or unnumbered(work)
    if work.part is None:
        return whole
    if whole.endswith(AGAIN):
        return f"{whole[:-1]}, {work.part.told})"
    return f"{whole} ({work.part.told})"


def unnumbered(work: Work) -> str:
    """'Vragen van het lid Van Loon (D66) over de brug, 31 oktober 2000, 2000Z00325'."""
    document = work.document
    askers = [author.with_party for author in work.askers]
    day = document.submitted or document.date
    return described(document.kind, askers, document.title, day, document.case_number)


def described(
    kind: str, askers: Sequence[str], title: str, day: date | None, case_number: str
) -> str:
    """The same of the values of a document; `askers` are names with their parties."""
    about = f" over {plain(title)}" if title else ""
    parts = (f"{_asked(kind, askers)}{about}", long_day(day) if day else "", case_number)
    return ", ".join(filter(None, parts))


def _asked(kind: str, askers: Sequence[str]) -> str:
    """'Vragen van de leden Van Loon (D66) en El Amrani'; a notice is told as one."""
    before = "Uitstel van antwoord op vragen" if kind == Document.Kind.POSTPONEMENT else "Vragen"
    if not askers:
        return before
    names = " en ".join(filter(None, (", ".join(askers[:-1]), askers[-1])))
    return f"{before} van {'het lid' if len(askers) == 1 else 'de leden'} {names}"


def apa(work: Work) -> str:
    """'Vlies, B. J. van der. (2000, 31 oktober). De brug [Kamervragen]. Aanhangsel ... https://...'.

    The seventh edition, with the particle behind the initials, as Dutch lists have it.
    """
    day = f"({date_format(work.day, 'Y, j F')})" if work.day else "(z.d.)"
    named = f"{work.title} [{work.genre}]"
    begin = f"{_authors(work.authors)} {day}. {named}" if work.authors else f"{named}. {day}"
    parts = (begin, work.numbered or work.number, work.publisher)
    return f"{'. '.join(filter(None, parts))}. {work.address}"


def _authors(authors: Sequence[Author]) -> str:
    names = [author.with_initials for author in authors]
    if len(names) > MOST_AUTHORS:
        names = [*names[:NAMED], f"… {names[-1]}"]
        joined = ", ".join(names)
    else:
        joined = ", & ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    return joined if joined.endswith(".") else f"{joined}."
