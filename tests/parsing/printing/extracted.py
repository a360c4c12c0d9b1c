"""What five extractors make of the pages of the official print."""

from __future__ import annotations

import re

from .headings import dashed, marked
from .made import Made
from .pages import Page, Sheet, paged, wrapped

NOTE_WIDTH = 95


def imprint(made: Made) -> tuple[str, str, list[str]]:
    """The running foot without its number, the identifier, and the lines of the head."""
    found = made.set
    years = dashed(found.session_year)
    if found.number is None:
        head = [f"Vergaderjaar {years}", "Vragen gesteld door de leden der Kamer"]
        return f"Tweede Kamer, vergaderjaar {years}, Vragen", found.identifier or "", head
    head = [
        f"Vergaderjaar {years}",
        "Aanhangsel van de Handelingen",
        "Vragen gesteld door de leden der Kamer, met de daarop door de",
        "regering gegeven antwoorden",
    ]
    return f"Tweede Kamer, vergaderjaar {years}, Aanhangsel", found.identifier or "", head


def shown_number(made: Made) -> str:
    return str(made.set.number or made.set.case_number)


def notes(made: Made, page: Page, joint: str) -> list[list[str]]:
    """The notes below a page, each as lines; `joint` stands between number and text."""
    texts = {note.number: note.text for note in made.set.footnotes}
    sheet = Sheet(NOTE_WIDTH, 0, hyphens=False)
    return [wrapped(f"{number}{joint}{texts[number]}", sheet) for number in page.notes]


def pdfminer(made: Made, sheet: Sheet) -> str:
    """White space between blocks; marks stand at their word, notes and feet at the end of a page."""
    foot, identifier, head = imprint(made)
    out = ["Tweede Kamer der Staten-Generaal", "", *(f"{one}\n" for one in head[:2]), "2", ""]
    out += [*head[2:], "", shown_number(made)]
    for count, page in enumerate(paged(made, sheet), 1):
        out += body(page, "#")
        out += ["", *(line for note in notes(made, page, " ") for line in note), ""]
        if count == 1:
            out += [identifier, "ISSN 0921 - 7398", "’s-Gravenhage 2019", ""]
        out += [foot, "", str(count), "", " ", " ", "\f"]
    return "\n".join(out).replace("\f\n", "\f")


def body(page: Page, mark: str, indent: str = "") -> list[str]:
    """The lines of a page, white space where the print has it."""
    rows: list[str] = []
    for count, line in enumerate(page.lines):
        rows += [""] * (line.apart and count > 0)
        rows.append(indent + marked(line.text, mark))
    return rows


def pdftotext_layout(made: Made, sheet: Sheet) -> str:
    """Every line indented as on paper, heads side by side."""
    foot, identifier, head = imprint(made)
    indent = " " * 14
    out = [f"{indent}Tweede Kamer der Staten-Generaal{' ' * 30}2", ""]
    out += [f"{head[0]}     {head[1]}", *(f"{indent}{one}" for one in head[2:]), ""]
    out += [indent + shown_number(made), ""]
    for count, page in enumerate(paged(made, sheet), 1):
        rows = [*body(page, "#", indent), ""]
        rows += [indent + line for note in notes(made, page, " ") for line in note]
        if count == 1:
            rows += ["", identifier, "ISSN 0921 - 7398", "’s-Gravenhage 2019"]
        out += [*rows, "", f"{indent}{foot}{' ' * 20}{count}", "\f"]
    return "\n".join(out).replace("\f\n", "\f")


def pdftotext_raw(made: Made, sheet: Sheet) -> str:
    """No white space at all; the number of a note may stand alone on its line."""
    foot, identifier, head = imprint(made)
    out = ["Tweede Kamer der Staten-Generaal 2", *head, shown_number(made)]
    for count, page in enumerate(paged(made, sheet), 1):
        out += [marked(line.text, "#") for line in page.lines]
        out += [line for note in notes(made, page, " ") for line in note]
        if count == 1:
            out += [identifier, "ISSN 0921 - 7398", "’s-Gravenhage 2019"]
        out += [foot, f"{count}", "\f"]
    return "\n".join(out).replace("\f\n", "\f")


def seed(made: Made, sheet: Sheet) -> str:
    """No furniture: a page begins with a space, its notes stand where its foot was."""
    out: list[str] = []
    for page in paged(made, sheet):
        rows = body(page, "#")
        rows[0] = " " + rows[0]
        below = [line for note in notes(made, page, " ") for line in note]
        out += [*rows, *([""] if below else []), *below]
    return "\n".join(out)


def pypdf(made: Made, sheet: Sheet, space: str = "") -> str:
    """A paragraph on one line, the spaces at the ends of its lines lost; a mark begins a line."""
    foot, identifier, head = imprint(made)
    out = ["Tweede Kamer der Staten-Generaal2", f"{head[0]} {head[1]}", *head[2:]]
    out.append(shown_number(made))
    for count, page in enumerate(paged(made, sheet), 1):
        out += run_on(page, space)
        for note in notes(made, page, ""):
            out += [note[0], *([space.join(note[1:])] if note[1:] else [])]
        if count == 1:
            out += [" ", "  ", identifier, f"ISSN 0921 - 7398’s-Gravenhage 2019{foot} {count}"]
        else:
            out.append(f"{foot} {count}")
    return "\n".join(out)


def run_on(page: Page, space: str) -> list[str]:
    """The lines of a page, those below one label run together; the first stays as it is."""
    rows: list[str] = []
    label = ends = True
    for count, line in enumerate(page.lines):
        text = re.sub(r"\s*\[\^(\d+)\]", r"\n\1", line.text)
        starts = line.apart or label or line.text.startswith("– ") or ends
        if starts or count < 2:
            rows.append(text)
        else:
            rows[-1] += ("" if rows[-1].endswith("-") else space) + text
        label = line.apart and not line.heading
        ends = "[^" in line.text
    return rows
