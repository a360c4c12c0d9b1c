"""Prints a set as KOOP publishes it: XML of two dialects, and HTML."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from documents.parsing import QuestionSet
from documents.parsing.questionset import Kind

from .headings import day, headings, parts
from .made import Made

MARK = re.compile(r"\[\^(\d+)\]")


def meta(found: QuestionSet) -> str:
    rows = [
        ("DC.identifier", found.identifier),
        ("OVERHEIDop.vergaderjaar", found.session_year),
        ("OVERHEIDop.vraagnummer", found.case_number),
        ("OVERHEIDop.aanhangselNummer", found.number),
    ]
    return "".join(
        f'<meta name="{name}" scheme="" content="{value}"/>' for name, value in rows if value
    )


def _named(found: QuestionSet, text: str) -> str:
    """A heading with its names, subject and days marked up."""
    text = escape(text)
    people = [*(one.name for one in found.askers), *(one.name for one in found.answerers)]
    for person in filter(None, people):
        name = f"<naam><achternaam>{escape(person)}</achternaam></naam>"
        text = re.sub(
            rf"(?<![\w>]){re.escape(escape(person))} ?(?=[ ,(])", name + " ", text, count=1
        )
    subject = escape(found.title)
    text = text.replace(
        f"over {subject}", f"over <kamervraagonderwerp>{subject}</kamervraagonderwerp>"
    )
    for value in filter(None, (found.submitted, found.answered)):
        iso = f'<datum isodatum="{value.isoformat()}">{day(value)}</datum>'
        text = text.replace(day(value), iso, 1)
    return re.sub(r" (?=[,(])", " ", text)


def _inline(found: QuestionSet, text: str) -> str:
    notes = {note.number: note.text for note in found.footnotes}
    return MARK.sub(
        lambda mark: (
            f'<noot id="n{mark[1]}" type="voet"><noot.nr>{mark[1]}</noot.nr>'
            f"<noot.al>{escape(notes[int(mark[1])])}</noot.al></noot>"
        ),
        escape(text),
    )


def _table(block: str) -> str:
    """A table of CALS; the first row is its head."""
    rows = [row.split("\t") for row in block.split("\n")]
    made = ["".join(f"<entry><al>{escape(cell)}</al></entry>" for cell in row) for row in rows]
    specs = "".join(f'<colspec colname="c{n}"/>' for n, _ in enumerate(rows[0], 1))
    body = "".join(f"<row>{row}</row>" for row in made[1:])
    return (
        f'<table><tgroup cols="{len(rows[0])}">{specs}<thead><row>{made[0]}</row></thead>'
        f"<tbody>{body}</tbody></tgroup></table>"
    )


def _blocks(found: QuestionSet, text: str) -> str:
    made = []
    for block in text.split("\n\n"):
        if block.startswith("– "):
            items = [row.removeprefix("– ") for row in block.split("\n")]
            inside = "".join(f"<li><li.nr>–</li.nr><al>{escape(item)}</al></li>" for item in items)
            made.append(f'<lijst type="expliciet">{inside}</lijst>')
        elif "\t" in block:
            made.append(_table(block))
        else:
            made.append(f"<al>{_inline(found, block)}</al>")
    return "".join(made)


def _parts(made: Made) -> str:
    tags = {"Vraag": "vraag", "Antwoord": "antwoord"}
    rows = []
    for label, texts in parts(made):
        tag = tags.get(label.split()[0], "kamervraagopmerking")
        inside = "".join(_blocks(made.set, text) for text in texts)
        if tag == "kamervraagopmerking":
            rows.append(f"<{tag}><kop><titel>{label}</titel></kop>{inside}</{tag}>")
        else:
            rows.append(f'<{tag}><nr status="officieel">{label}</nr>{inside}</{tag}>')
    return "".join(rows)


def xml(made: Made) -> str:
    """The XML of the publications since about 2010."""
    found = made.set
    kinds = ("vraag", "mededeling" if found.kind == Kind.POSTPONEMENT else "antwoord")
    heads = "".join(
        f'<kamervraagomschrijving type="{kind}">{_named(found, head)}</kamervraagomschrijving>'
        for kind, head in zip(kinds, headings(found), strict=False)
    )
    number = found.number or found.case_number
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<officiele-publicatie>'
        f"<metadata>{meta(found)}</metadata><kamervragen><kamervraagkop>"
        f'<tekstregel inhoud="vergaderjaar">Vergaderjaar {found.session_year}</tekstregel>'
        f"</kamervraagkop><kamervraagnummer>{number}</kamervraagnummer>{heads}"
        f"{_parts(made)}</kamervragen></officiele-publicatie>"
    )


def _old_heading(found: QuestionSet, head: str) -> str:
    subject = escape(found.title)
    text = escape(head).replace(f"over {subject}", f"over <titel>{subject}</titel>")
    text = re.sub(r"(\((?:ingezonden|ontvangen) [^)]*\))", r"<datum>\1</datum>", text)
    return f"<omschr>{text}</omschr>"


def old_xml(made: Made) -> str:
    """The dialect of before 2010; its notes stand together at the end."""
    found = made.set
    heads = [_old_heading(found, head) for head in headings(found)]
    body = []
    for label, texts in parts(made):
        word, _, numbers = label.removesuffix(":").partition(" ")
        numbers = re.sub(r"^(?:op )?vraag ", "", numbers)
        tag = {"Vraag": "vraag", "Antwoord": "antwoord", "Toelichting": "toelicht"}.get(
            word, "opmerking"
        )
        inside = "".join(f"<al>{block}</al>" for text in texts for block in text.split("\n\n"))
        inside = re.sub(r"\[\^(\d+)\]", r'<voetref refid="v\1"/>', inside)
        body.append(f"<{tag}>{f'<nummer>{numbers}</nummer>' if numbers else ''}{inside}</{tag}>")
    notes = "".join(
        f'<voetnoot id="v{note.number}"><nummer>{note.number}</nummer><al>{escape(note.text)}</al></voetnoot>'
        for note in found.footnotes
    )
    number = f"<vraagnummer>{found.number or found.case_number}</vraagnummer>"
    reply = f"<reactie>{heads[1]}</reactie>" if len(heads) > 1 else ""
    inside = f"<vragen>{number}{heads[0]}{reply}{''.join(body)}{notes}</vragen>"
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<officiele-publicatie>'
        f"<metadata>{meta(found)}</metadata><vraagdoc>{inside}</vraagdoc></officiele-publicatie>"
    )


def _html_inline(text: str) -> str:
    anchor = r'<a class="nootnum supernote-click-n\1" href="#n\1">\1</a>'
    return MARK.sub(anchor, escape(text))


def _html_blocks(text: str) -> str:
    made = []
    for block in text.split("\n\n"):
        if block.startswith("– "):
            items = [row.removeprefix("– ") for row in block.split("\n")]
            made.append(
                "<ul>" + "".join(f"<li><p>{escape(item)}</p></li>" for item in items) + "</ul>"
            )
        elif "\t" in block:
            rows = [row.split("\t") for row in block.split("\n")]
            cells = ["".join(f"<td><p>{escape(cell)}</p></td>" for cell in row) for row in rows]
            made.append("<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>")
        else:
            made.append(f"<p>{_html_inline(block)}\n            </p>")
    return "".join(made)


def _html_part(label: str, texts: list[str]) -> str:
    kind = {"Vraag": "vraag", "Antwoord": "antwoord"}.get(label.split()[0], "kamervraagopmerking")
    inside = "".join(map(_html_blocks, texts))
    head = f'<h2 class="stuktitel no-toc"><a id="d1e{len(label)}" name="d1e{len(label)}"></a>{label}\n</h2>'
    return f'<div class="{kind}">{head}{inside}</div>\n'


def html(made: Made) -> str:
    """The HTML of a publication, with its notes below and each with an 'X Noot' to close it."""
    found = made.set
    heads = "".join(
        f'<h1 class="kamervraagomschrijving_kop no-toc">{escape(head)}\n</h1>'
        for head in headings(found)
    )
    notes = "".join(
        '<div class="voet noot"><h5 class="note-close"><a class="note-close" href="#c">X</a> Noot</h5>'
        f'<sup><span class="nootnum"><a id="n{note.number}" name="n{note.number}"></a>{note.number}'
        f"</span></sup><p>{escape(note.text)}</p></div>"
        for note in found.footnotes
    )
    body = "".join(_html_part(label, texts) for label, texts in parts(made))
    below = f'<div id="noten"><hr/>{notes}</div>' if notes else ""
    return (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" '
        '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="nl"><head>{meta(found)}<title></title>'
        f'</head><body><div id="broodtekst">{heads}{body}{below}</div></body></html>'
    )
