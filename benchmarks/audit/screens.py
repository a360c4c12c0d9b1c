"""What a browser says of a page: axe in each set of colours, sideways scrolling, and pictures."""

from __future__ import annotations

import io
import pathlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.infra import chromium

from .kinds import Kind

WIDTHS = (320, 768, 1280, 1920)
HEIGHT = 900
#: What differs where only the colours do.
OF_COLOURS = ("color-contrast", "color-contrast-enhanced", "link-in-text-block")
#: All rules of axe, with the two that are off unless asked for: targets of 24 px (AA of WCAG 2.2)
#: and the contrast of AAA.
ALL = {"rules": {"target-size": {"enabled": True}, "color-contrast-enhanced": {"enabled": True}}}


#: What differs where only the width does, and no other part of the page is shown.
OF_WIDTHS = ("target-size", "scrollable-region-focusable")


class Colours(NamedTuple):
    """How a page is shown, and what axe is asked then at each width."""

    media: dict[str, Any]
    asked: dict[int, dict[str, Any]]


def _only(rules: tuple[str, ...]) -> dict[str, Any]:
    return {"runOnly": {"type": "rule", "values": rules}}


#: Forced colours are the browser's own, so their contrast is; axe sees those of the style sheet.
COLOURS = {
    "light": Colours(
        {"color_scheme": "light", "forced_colors": "none"},
        {320: ALL, 768: _only(OF_WIDTHS), 1280: ALL, 1920: _only(OF_WIDTHS)},
    ),
    "dark": Colours(
        {"color_scheme": "dark", "forced_colors": "none"},
        dict.fromkeys((320, 1280), _only(OF_COLOURS)),
    ),
    "forced": Colours(
        {"color_scheme": "light", "forced_colors": "active"},
        {320: {"rules": {rule: {"enabled": False} for rule in OF_COLOURS}}},
    ),
}
PICTURED = (320, 768, 1280)

#: Fields and buttons of which nothing shows the edge.
WITHOUT_EDGE = """() => [...document.querySelectorAll('input, button, select, textarea')]
  .filter(e => e.checkVisibility() && !['hidden', 'checkbox', 'radio'].includes(e.type))
  .filter(e => {
    const s = getComputedStyle(e);
    const sides = ['Top', 'Right', 'Bottom', 'Left'];
    const has = side => parseFloat(s[`border${side}Width`]) && s[`border${side}Style`] !== 'none';
    return !(sides.some(has) || s.outlineStyle !== 'none');
  })
  .map(e => e.outerHTML.replace(/\\s+/g, ' ').slice(0, 80))"""
#: How wide the page is, and what sticks out of it.
OUTSIDE = """() => {
  const room = document.documentElement.clientWidth;
  const scrolls = e => e && (['auto', 'scroll', 'hidden', 'clip'].includes(
    getComputedStyle(e).overflowX) || scrolls(e.parentElement));
  const out = [...document.body.querySelectorAll('*')]
    .filter(e => e.getBoundingClientRect().right > room + 1 && !scrolls(e.parentElement));
  const named = out.slice(0, 3).map(e => e.tagName.toLowerCase() + '.' + e.className);
  return [document.documentElement.scrollWidth - room, named];
}"""


class Look(NamedTuple):
    """Faults by colours, and those of widths."""

    colours: dict[str, list[str]]
    widths: list[str]
    messages: list[str]


@contextmanager
def browser(site: str) -> Iterator[Page]:
    """A page of a browser on the site."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium.executable(), args=["--no-sandbox"]
        )
        with started, started.new_context(base_url=site, locale="nl-NL") as context:
            yield context.new_page()


def look(page: Page, kind: Kind) -> Look:
    """Looks at a page in all colours and at all widths."""
    messages: list[str] = []

    def heed(message: Any) -> None:
        if message.type == "error" and f"status of {kind.status}" not in message.text:
            messages.append(f"console: {message.text}")

    page.on("console", heed)
    page.goto(kind.path)
    page.evaluate(Axe().axe_script)
    faults, widths = {}, []
    for name, colours in COLOURS.items():
        page.emulate_media(**colours.media)
        faults[name] = _joined(_faults(page, colours))
        widths += _too_wide(page, name)
    page.emulate_media(color_scheme="light", forced_colors="none")
    page.remove_listener("console", heed)
    return Look(faults, widths, messages)


def _joined(faults: Iterator[tuple[int, str]]) -> list[str]:
    """Each fault once, with all the widths at which it was found."""
    found: dict[str, list[str]] = {}
    for width, fault in faults:
        found.setdefault(fault, []).append(str(width))
    return [f"{fault} (at {', '.join(widths)} px)" for fault, widths in found.items()]


def _faults(page: Page, colours: Colours) -> Iterator[tuple[int, str]]:
    for width, asked in colours.asked.items():
        options = {**asked, "resultTypes": ["violations"]}
        page.set_viewport_size({"width": width, "height": HEIGHT})
        for rule in page.evaluate("async o => (await axe.run(o)).violations", options):
            yield width, _told(rule)
        if colours.media["forced_colors"] == "active":
            yield from ((width, f"no edge: {e}") for e in page.evaluate(WITHOUT_EDGE))


def _told(rule: dict[str, Any]) -> str:
    nodes = rule["nodes"]
    more = f" and {len(nodes) - 1} more" if len(nodes) > 1 else ""
    summary = " ".join(nodes[0]["failureSummary"].split())[:240]
    return f"{rule['id']}: {' '.join(map(str, nodes[0]['target']))}{more}: {summary}"


def _too_wide(page: Page, colours: str) -> Iterator[str]:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        more, named = page.evaluate(OUTSIDE)
        if more > 0:
            yield f"{colours}, {width} px: {more} px too wide: {', '.join(named)}"


def pictures(page: Page, kind: Kind, folder: pathlib.Path) -> None:
    """Keeps a picture of the page at three widths, light and dark: 'front-1280-dark.png'."""
    stem = kind.name.replace(": ", "-").replace(" ", "-")
    for width in PICTURED:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, forced_colors="none")  # type: ignore[arg-type]
            page.goto(kind.path)
            _keep(page.screenshot(full_page=True), folder / f"{stem}-{width}-{scheme}.png")


def _keep(picture: bytes, path: pathlib.Path) -> None:
    """In 64 colours: what pages have, and a quarter of the bytes."""
    with Image.open(io.BytesIO(picture)) as image:
        image.convert("RGB").quantize(64).save(path, optimize=True)
