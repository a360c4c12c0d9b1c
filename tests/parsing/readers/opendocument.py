"""OpenDocument texts for tests: the fewest parts of a package that hold text."""

from __future__ import annotations

import io
import zipfile

_SPACES = {
    **{name: name for name in ("office", "text", "table", "style")},
    "draw": "drawing",
    "fo": "xsl-fo-compatible",
    "svg": "svg-compatible",
}
NAMESPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in _SPACES.items()
)
TEXT = "application/vnd.oasis.opendocument.text"
STYLES = """
<style:style style:name="op" style:family="text">
  <style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="neer" style:family="text">
  <style:text-properties style:text-position="sub 58%"/></style:style>
<text:list-style style:name="cijfers">
  <text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
  <text:list-level-style-bullet text:level="2" text:bullet-char="-"/></text:list-style>
<text:list-style style:name="vragen">
  <text:list-level-style-number text:level="1" style:num-format="1" style:num-prefix="Vraag "/>
</text:list-style>"""


def paragraph(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def note(text: str) -> str:
    """A footnote at its place in a paragraph."""
    return (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        f"<text:note-body>{paragraph(text)}</text:note-body></text:note>"
    )


def listed(style: str, *items: str, more: str = "") -> str:
    """A list in a style; each item is what stands in it."""
    inside = "".join(f"<text:list-item>{item}</text:list-item>" for item in items)
    return f'<text:list text:style-name="{style}" {more}>{inside}</text:list>'


def package(content: str, kind: str = TEXT, **parts: str) -> bytes:
    """A package with this content.xml, and other parts by their names."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mimetype", kind)
        made.writestr("content.xml", content)
        for name, part in parts.items():
            made.writestr(name.replace("__", "/") + ".xml", part)
    return data.getvalue()


def document(*blocks: str, **parts: str) -> bytes:
    """A text with these paragraphs or blocks of XML."""
    inside = "".join(block if block.startswith("<") else paragraph(block) for block in blocks)
    return package(
        f"<office:document-content {NAMESPACES}><office:automatic-styles>{STYLES}"
        f"</office:automatic-styles><office:body><office:text>{inside}</office:text></office:body>"
        "</office:document-content>",
        **parts,
    )
