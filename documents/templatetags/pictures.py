"""Pictures as SVG, by attributes alone; not templates, as each has dozens of pieces."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from documents.figures.pictures.cabinets import Stretch
from documents.figures.pictures.drawing import Column, Columns

register = template.Library()

#: pixels: the band of cabinets, with what is between it and the years
BAND, ROOM = 20, 22
_HATCH = (
    '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse"'
    ' patternTransform="rotate(45)"><line class="hatch" x1="0" y1="0" x2="0" y2="6" /></pattern>'
    "</defs>"
)


@register.simple_tag
def drawn_columns(picture: Columns, cabinets: Sequence[Stretch] = ()) -> SafeString:
    """Columns with their lines and labels, and the cabinets as a band under them."""
    height = picture.height + (ROOM if cabinets else 0)
    pieces = [
        f'<svg class="chart columns" width="100%" height="{height}"'
        f' aria-hidden="true" focusable="false">{_HATCH}',
        *_lines(picture),
        *(_column(one, picture) for one in picture.columns),
        *(_stretch(one, picture.height) for one in cabinets),
        *(
            f'<text class="scale" x="0" y="{rule.text_y}">{rule.label}</text>'
            for rule in picture.rules
        ),
        "</svg>",
    ]
    return mark_safe("\n".join(pieces))


def _lines(picture: Columns) -> Iterable[str]:
    for number, rule in enumerate(picture.rules):
        name = "gridline" if number else "axis"
        yield f'<line class="{name}" x1="0" x2="100%" y1="{rule.y}" y2="{rule.y}" />'


def _column(one: Column, picture: Columns) -> str:
    place = f'x="{one.x}" width="{one.width}"'
    parts = "".join(
        f'<rect class="{part.mark}" {place} y="{part.y}" height="{part.height}" />'
        for part in one.parts
    )
    reach = f'<rect class="reach" {place} y="{picture.top}" height="{picture.reach}" />'
    drawn = f"<title>{escape(one.told)}</title>{reach}{parts}"
    if one.address:
        drawn = f'<a href="{escape(one.address)}" tabindex="-1">{drawn}</a>'
    else:
        drawn = f"<g>{drawn}</g>"
    return f"{drawn}{_label(one.label, one.middle, picture.base + 18, one.room)}"


def _label(text: str, middle: str, y: int, room: str) -> str:
    if not room or not text:
        return ""
    roomy = " roomy" if room == "wide" else ""
    return f'<text class="label{roomy}" x="{middle}" y="{y}">{escape(text)}</text>'


def _stretch(one: Stretch, top: int) -> str:
    odd = " cabinet-odd" if one.is_odd else ""
    return (
        f'<g><title>{escape(one.told)}</title><rect class="cabinet{odd}" x="{one.x}"'
        f' width="{one.width}" y="{top}" height="{BAND}" />'
        f"{_label(one.label, one.middle, top + 14, 'wide')}</g>"
    )
