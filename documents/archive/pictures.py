"""What an archivist sees of a kept file: pictures of its pages, and its lines with their places.

Files are hostile: a worker process does the work, bounded in memory and time. Knows nothing of
Django: the worker imports this module, `processes` and `parsing` alone.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import pypdfium2 as pdfium

from ..parsing import Box, Places, RawFile, Unreadable, places
from ..parsing.files.limits import MOST_PAGES
from ..parsing.readers.pdf import opened
from ..processes import alone
from .parsers import bound_memory

#: How long a worker may take; a visitor waits meanwhile.
SECONDS = 10
#: A picture of a page, in pixels: how wide it is, and the highest that it becomes.
WIDTH = 1000
HIGHEST = 3000
#: A page of which one side is so much longer than the other shows nothing.
_LONGEST_SIDE = 20
#: The colours of a picture; print has few.
_COLOURS = 64

logger = logging.getLogger(__name__)

Given = TypeVar("Given")
Seen = TypeVar("Seen")


class Unshowable(ValueError):
    """A file or page of which there is nothing to see; the message, in Dutch, says why."""


@dataclass(frozen=True)
class Rectangle:
    """A place on a page as it is shown, in points from its upper left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Frame:
    """How a page of PDF is shown: the box of it that is printed, turned clockwise (degrees)."""

    box: Box
    turned: int = 0

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as shown, in points."""
        width, height = self.box.right - self.box.left, self.box.top - self.box.bottom
        return (height, width) if self.turned % 180 else (width, height)

    @property
    def is_showable(self) -> bool:
        """Whether it has a size, and one side is not absurdly longer than the other."""
        shortest, longest = sorted(self.size)
        return 0 < longest <= _LONGEST_SIDE * shortest

    def over(self, box: Box) -> Rectangle:
        """Where a box on the page is shown; what is off the page is cut."""
        width, height = self.size
        (x1, y1), (x2, y2) = self._shown(box.left, box.bottom), self._shown(box.right, box.top)
        left, right = (min(max(x, 0.0), width) for x in sorted((x1, x2)))
        top, bottom = (min(max(y, 0.0), height) for y in sorted((y1, y2)))
        return Rectangle(left, top, right - left, bottom - top)

    def _shown(self, x: float, y: float) -> tuple[float, float]:
        page = self.box
        return {
            0: (x - page.left, page.top - y),
            90: (y - page.bottom, x - page.left),
            180: (page.right - x, y - page.bottom),
            270: (page.top - y, page.right - x),
        }[self.turned]


@dataclass(frozen=True)
class View:
    """What is seen of a file: its lines with their places, and of PDF the frame of each page."""

    places: Places
    frames: tuple[Frame, ...]


def view(raw: RawFile, seconds: float = SECONDS) -> View:
    """The lines of a file, and the frames of its pages. Raises Unshowable."""
    return _in_a_worker(_view, raw, seconds)


def picture(raw: RawFile, number: int, seconds: float = SECONDS) -> bytes:
    """Page `number` of a PDF, counted from 1, as a PNG about WIDTH pixels wide, or less where it
    would be too high. Raises Unshowable."""
    return _in_a_worker(_picture, (raw, number), seconds)


def _in_a_worker(work: Callable[[Given], Seen], given: Given, seconds: float) -> Seen:
    try:
        return alone(work, given, begin=bound_memory, seconds=seconds)
    except Unshowable:
        raise
    except (
        Exception
    ) as error:  # as in `parse`: a file that breaks its reader is told, never a crash
        logger.warning("A file could not be shown: %r", error)
        raise Unshowable("Dit bestand is te zwaar of te beschadigd om te tonen.") from error


# In the worker


def _view(raw: RawFile) -> View:
    try:
        found = places(raw)
        return View(found, _frames(raw) if found.result.format == "pdf" else ())
    except Unreadable as unreadable:
        raise Unshowable(str(unreadable)) from None


def _frames(raw: RawFile) -> tuple[Frame, ...]:
    """The frames of the pages, up to the first that is damaged."""
    frames: list[Frame] = []
    with opened(raw.data) as document:
        for number in range(min(len(document), MOST_PAGES)):
            try:
                frames.append(_frame(document[number]))
            except pdfium.PdfiumError:
                break
    return tuple(frames)


def _frame(page: pdfium.PdfPage) -> Frame:
    return Frame(Box(*page.get_bbox()), page.get_rotation())


def _picture(asked: tuple[RawFile, int]) -> bytes:
    raw, number = asked
    try:
        with opened(raw.data) as document:
            if not 1 <= number <= min(len(document), MOST_PAGES):
                raise Unshowable("Deze bladzijde is er niet.")
            return _drawn(document[number - 1])
    except Unreadable as unreadable:
        raise Unshowable(str(unreadable)) from None
    except pdfium.PdfiumError:
        raise Unshowable("Deze bladzijde is beschadigd.") from None


def _drawn(page: pdfium.PdfPage) -> bytes:
    if not _frame(page).is_showable:
        raise Unshowable("Deze bladzijde heeft geen maat die te tonen is.")
    width, height = page.get_size()
    scale = min(WIDTH / width, HIGHEST / height)
    image = page.render(scale=scale, may_draw_forms=False, prefer_bgrx=True).to_pil()
    drawn = io.BytesIO()
    image.convert("RGB").quantize(_COLOURS).save(drawn, "PNG")
    return drawn.getvalue()
