"""Pictures: what they show is not read, so a note and a problem tell that one stands there."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..printed import one_line
from ..problems import Problem
from ..questionset import MARK, Note, NoteKind

#: How much of the text before a picture a note shows, in characters.
_SHOWN = 60
#: How many pictures of one document are told.
MOST_PICTURES = 40
_PATH = re.compile(r"^.*[/\\]")


@dataclass(frozen=True)
class Picture:
    """A picture: the name of its file, what its makers say it shows, and what stands around it.

    `place` is a part of the set as problems name it ('antwoord 1'); `after` the text before it.
    """

    name: str = ""
    says: str = ""
    place: str = ""
    after: str = ""

    @property
    def called(self) -> str:
        """The name of the file with what the picture shows; one of them where one is known."""
        if self.name and self.says and self.says != self.name:
            return f"{self.name} ({self.says})"
        return self.name or self.says or "zonder naam"


def picture(name: str | None, says: str | None = "", **around: str) -> Picture:
    """A picture by the address of its file and its alternative text, both cleaned."""
    file = "" if not name or name.startswith("data:") else _PATH.sub("", name.split("?")[0])
    return Picture(one_line(file)[:150], one_line(says or "")[:300], **around)


def pictures_told(pictures: list[Picture]) -> tuple[tuple[Note, ...], tuple[Problem, ...]]:
    """A note 'afbeelding' for each picture, and a problem at its place."""
    few = pictures[:MOST_PICTURES]
    notes = tuple(Note(NoteKind.PICTURE, _told(one)) for one in few)
    problems = (Problem.of("picture_left_out", one.place, detail=one.called) for one in few)
    return notes, tuple(dict.fromkeys(problems))


def _told(one: Picture) -> str:
    after = one_line(MARK.sub("", one.after))
    if len(after) > _SHOWN:
        after = "…" + after[-_SHOWN:].partition(" ")[2]
    place = one.place[:1].upper() + one.place[1:]
    where = ", ".join(filter(None, [place, f"na «{after}»" if after else ""]))
    return f"{where}: {one.called}" if where else one.called
