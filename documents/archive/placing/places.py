"""Where a set goes: to a document that is here, under which name, or to a new one."""

from __future__ import annotations

from typing import NamedTuple

from ...identity.identifiers import given
from ...models import Document
from ...parsing import Problem
from ...parsing.identifiers import appendix_number, edition
from .bearers import Bearers
from .claims import Claim
from .replies import same_reply

#: the problem of a set whose printed number is that of another document
IN_USE = "number_in_use"


class Place(NamedTuple):
    """What binds a set to its document, the publication of which that is one edition ('' of none),
    the document if it is here, and the problems.
    """

    binding: str
    meant: str
    document: Document | None
    problems: tuple[Problem, ...]

    @property
    def identifier(self) -> str:
        """The identifier of a document that is new."""
        return given([(self.binding, self.meant)])


def place(
    claimed: Claim, problems: tuple[Problem, ...], bearers: Bearers, digest: str = ""
) -> Place:
    """The place of a set: by its official identifier, unless another document bears it already.

    One without goes by what it says; and the very bytes (`digest`) are of the same document,
    whatever they are called, unless both have a number in the Aanhangsel.
    """
    found = _by_identifier(claimed, problems, bearers) if claimed.identifier else None
    if found is None:
        found = Place(claimed.derived, "", bearers.bound_to(claimed.derived), problems)
    return found._replace(document=found.document or _of_bytes(claimed, bearers, digest))


def _of_bytes(claimed: Claim, bearers: Bearers, digest: str) -> Document | None:
    """The document that has these bytes, unless it has another number in the Aanhangsel.

    Its publisher gave one file for two numbers, which may be mended: both stay apart.
    """
    document = bearers.of_bytes(digest)
    numbers = [appendix_number(claimed.identifier or "")]
    numbers += [appendix_number(document.identifier)] if document else []
    return None if len(set(numbers) - {""}) > 1 else document


def _by_identifier(claimed: Claim, problems: tuple[Problem, ...], bearers: Bearers) -> Place | None:
    """The place that the official identifier gives; None where another document bears it."""
    name = claimed.identifier or ""
    bearer = bearers.bound_to(name)
    if bearer and not bearers.takes(bearer, claimed):
        told = Problem.of(IN_USE, detail=name)
        return Place(claimed.derived, "", bearers.bound_to(claimed.derived), (*problems, told))
    bearer = bearer or _edition(claimed, bearers) or same_reply(claimed, bearers)
    if bearer or not bearers.bound_to(claimed.meant):
        return Place(name, claimed.meant, bearer, problems)
    # its publication is here, with other questions: it goes by its own name
    if edition(name)[0] == "h":
        problems = (*problems, Problem.of(IN_USE, detail=claimed.meant))
    return Place(name, "", None, problems)


def _edition(claimed: Claim, bearers: Bearers) -> Document | None:
    """The document of another edition of the same publication."""
    name = claimed.identifier or ""
    base = bearers.bound_to(claimed.meant) if claimed.meant else None
    rows = [(base, name)] if base else []
    for wanted in dict.fromkeys((claimed.meant or name, name)):
        rows += [(one.document, one.binding) for one in bearers.editions(wanted)]
    fitting = (row for row, other in rows if _is_edition(row, {name, other}, claimed, bearers))
    return next(fitting, None)


def _is_edition(document: Document, names: set[str], claimed: Claim, bearers: Bearers) -> bool:
    """Whether a set is another edition of a document: of the same people or day, and case.

    A text that was put right ('-n1') has the same questions: with others it is a further answer.
    """
    if not (bearers.takes(document, claimed) and bearers.shares_case(document, claimed)):
        return False
    is_mended = any(edition(name)[0] == "n" for name in names)
    return not is_mended or bearers.has_questions(document, claimed)
