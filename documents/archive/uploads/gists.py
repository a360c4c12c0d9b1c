"""The gist of a file's set: what judging a thousand files needs of each, without their texts."""

from __future__ import annotations

from typing import NamedTuple

from ...identity.identifiers import current
from ...models import UploadedFile
from ...parsing.questionset import trusted
from ..layers.likeness import Sizes, sizes
from ..layers.paths import Json
from ..placing import Claim, claim


class Gist(NamedTuple):
    """The claim of the set as parsed; title, identifier and sizes as an archivist wants it."""

    claim: Claim
    title: str
    identifier: str | None
    sizes: Sizes
    is_edited: bool

    @property
    def belongs_to(self) -> str:
        """The identifier under which the file looks for its document."""
        return self.claim.identifier or self.claim.derived


def gist_of(parsed: Json, wanted: Json | None = None) -> Json:
    """The gist of a set, as it is kept with its file; `wanted` is the set as corrected."""
    shown = wanted or parsed
    return {
        "claim": claim(trusted(parsed))._asdict(),
        "title": shown["title"],
        "identifier": shown["identifier"],
        "sizes": sizes(shown)._asdict(),
        "edited": wanted is not None,
    }


def gist(file: UploadedFile) -> Gist:
    """The gist of a file that has a set."""
    kept = file.gist or gist_of(file.parsed or {}, file.wanted)
    lists = {key: tuple(kept["claim"].get(key, ())) for key in ("askers", "cases")}
    claimed = Claim(**kept["claim"] | lists)
    # a file that waits since identifiers were longer
    claimed = claimed._replace(derived=current(claimed.derived))
    measured = Sizes(**kept["sizes"])
    return Gist(claimed, kept["title"], kept["identifier"], measured, kept["edited"])
