"""The filters of an upload: each file has tags, and what is chosen are tags that it must have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.http import QueryDict
from django.utils.functional import cached_property

from ...archive.changes import Change
from ...archive.uploads import Preview
from ...models import UploadedFile
from ...parsing import CODES
from ...parsing.files.formats import FORMAT_NAMES
from ..problems import described

_PAGE = "pagina"

Tag = tuple[str, str]

OUTCOMES = {
    "nieuw": "nieuw document",
    "versie": "nieuwe versie",
    "tweede": "tweede bron",
    "archief": "al in het archief",
    "geweigerd": "geweigerd",
}
_FORESEEN = {
    Change.NEW: "nieuw",
    Change.CHANGED: "versie",
    Change.KEPT: "tweede",
    Change.UNCHANGED: "archief",
}
STATES = {
    "wacht": UploadedFile.State.WAITING,
    "gepubliceerd": UploadedFile.State.PUBLISHED,
    "geannuleerd": UploadedFile.State.CANCELLED,
    "geweigerd": UploadedFile.State.REFUSED,
}
SIGNS = {
    "schoon": "zonder problemen",
    "problemen": "met problemen",
    "verlies": "verliest iets",
    "lijkt": "lijkt op een ander",
    "dubbel": "dubbel in deze upload",
    "elders": "wacht ook in een andere upload",
    "nummer": "nummer ook van een ander",
    "ingetrokken": "ingetrokken",
    "gecorrigeerd": "gecorrigeerd",
}


class Facet(NamedTuple):
    """A kind of tags: its name in the address, its title, the Dutch label of each value.

    Of a single one a file has at most one value, so that another takes the place of it.
    """

    key: str
    title: str
    labels: dict[str, str]
    is_single: bool


FACETS = (
    Facet("toestand", "Toestand", {key: state.label for key, state in STATES.items()}, True),
    Facet("uitkomst", "Wat publiceren doet", OUTCOMES, True),
    Facet("let-op", "Let op", SIGNS, False),
    Facet("probleem", "Probleem", {code: described(code) for code in CODES}, False),
    Facet("formaat", "Formaat", FORMAT_NAMES, True),
)
_BY_KEY = {facet.key: facet for facet in FACETS}


class Choice(NamedTuple):
    """One value of a facet: its label, how many files it gives, the address that it leads to."""

    label: str
    files: int
    address: str
    is_chosen: bool


def tags(preview: Preview) -> frozenset[Tag]:
    """All that a file can be filtered by."""
    return frozenset(_tags(preview))


def _tags(preview: Preview) -> Iterator[Tag]:
    file = preview.file
    yield "toestand", next(key for key, state in STATES.items() if state == file.state)
    if file.state == UploadedFile.State.REFUSED:
        yield "uitkomst", "geweigerd"
    elif preview.foreseen:
        yield "uitkomst", _FORESEEN[preview.foreseen.change]
    if file.source:
        yield "formaat", file.source.format
    yield from (("probleem", problem.code) for problem in preview.problems)
    yield from (("let-op", sign) for sign, has in _signs(preview).items() if has)


def _signs(preview: Preview) -> dict[str, object]:
    file = preview.file
    echoes = preview.alike or any(echo.source_id != file.source_id for echo in preview.echoes)
    places = {echo.upload_id for echo in preview.echoes}
    return {
        "schoon": preview.is_clean,
        # a refused file has its own filter, and waits for nobody
        "problemen": preview.problems and file.state != UploadedFile.State.REFUSED,
        "verlies": preview.losses,
        "lijkt": echoes,
        "dubbel": preview.twins,
        "elders": places - {file.upload_id},
        "nummer": preview.rivals or any(p.code == "number_in_use" for p in preview.problems),
        "ingetrokken": preview.is_withdrawn,
        "gecorrigeerd": preview.is_edited,
    }


class Selection:
    """What an address chooses of the files of an upload; `fault` is what of it has no meaning."""

    def __init__(self, query: QueryDict) -> None:
        given = [(key, value) for key, values in query.lists() for value in values]
        self.chosen = dict.fromkeys(tag for tag in given if _is_known(tag))
        unknown = [f"{key}={value}"[:60] for key, value in given if not _is_known((key, value))]
        unknown = [text for text in unknown if not text.startswith(f"{_PAGE}=")]
        self.fault = f"Dit filter is er niet, en is overgeslagen: {unknown[0]}." if unknown else ""

    def has(self, found: frozenset[Tag]) -> bool:
        return self.chosen.keys() <= found

    @cached_property
    def query(self) -> str:
        """The address of what is chosen, from its '?'; empty where nothing is."""
        return self.query_of(self.chosen)

    @staticmethod
    def query_of(chosen: Iterable[Tag]) -> str:
        query = QueryDict(mutable=True)
        for key, value in chosen:
            query.appendlist(key, value)
        return f"?{query.urlencode()}" if query else ""

    def told(self) -> list[Choice]:
        """What is chosen, each with the address without it."""
        return [Choice(_named(tag), 0, self._toggled(tag), True) for tag in self.chosen]

    def facets(self, files: list[frozenset[Tag]]) -> list[tuple[Facet, list[Choice]]]:
        """Each facet with the values that files have beside what else is chosen, and counts."""
        found = [(facet, list(self._choices(facet, files))) for facet in FACETS]
        return [(facet, choices) for facet, choices in found if choices]

    def _choices(self, facet: Facet, files: list[frozenset[Tag]]) -> Iterator[Choice]:
        own = {tag for tag in self.chosen if tag[0] == facet.key and facet.is_single}
        beside = self.chosen.keys() - own
        counts = Counter(
            value for tags in files if beside <= tags for key, value in tags if key == facet.key
        )
        for value, label in facet.labels.items():
            tag = (facet.key, value)
            if counts[value] or tag in self.chosen:
                yield Choice(label, counts[value], self._toggled(tag), tag in self.chosen)

    def _toggled(self, tag: Tag) -> str:
        """The address with a tag, or without it where it is chosen."""
        is_single = _BY_KEY[tag[0]].is_single
        kept = [t for t in self.chosen if t != tag and not (is_single and t[0] == tag[0])]
        return self.query_of(kept if tag in self.chosen else [*kept, tag]) or "?"


def _named(tag: Tag) -> str:
    facet = _BY_KEY[tag[0]]
    return f"{facet.title}: {facet.labels[tag[1]]}"


def _is_known(tag: Tag) -> bool:
    return tag[0] in _BY_KEY and tag[1] in _BY_KEY[tag[0]].labels
