"""Prints a set as text without pages: copied from the sites, in letters, in Markdown."""

from __future__ import annotations

from .headings import (
    askers,
    day,
    headings,
    marked,
    offices,
    parts,
)
from .made import Made


def _body(made: Made, mark: str, gap: str = "\n") -> list[str]:
    """Labels and texts; a blank line between blocks, `gap` between a label and its text."""
    rows = []
    for label, texts in parts(made):
        rows.append(f"{label}{gap}" + marked("\n\n".join(texts), mark))
    return rows


def _notes(made: Made, shape: str) -> list[str]:
    return [
        shape.replace("#", str(note.number)).replace("~", note.text) for note in made.set.footnotes
    ]


def officielebekendmakingen(made: Made) -> str:
    """A page of zoek.officielebekendmakingen.nl as copied: its table of the head, its notes."""
    found = made.set
    number = str(found.number or "") or found.case_number
    title = "Aanhangsel van de Handelingen" if found.number else "Kamervragen zonder antwoord"
    table = "Datum publicatieOrganisatieVergaderjaarNummer" + "Datum ontvangst" * bool(found.number)
    rows = [title, f"{table}\nTweede Kamer der Staten-Generaal{found.session_year}{number}"]
    rows += headings(found) + _body(made, "#", "\n\n")
    rows += _notes(made, "X Noot\n#\n\n~")
    return "\n\n".join([*rows, "Naar boven"])


def tweedekamer(made: Made) -> str:
    """A page or document of tweedekamer.nl as copied: the case number first, notes below."""
    found = made.set
    rows = [found.case_number or "", f"(ingezonden {day(found.submitted)})"]
    first = headings(found)[0].replace(f" (ingezonden {day(found.submitted)}).", "")
    rows += [first, *headings(found)[1:]]
    for label, texts in parts(made):
        numbers = label.removeprefix("Vraag ").removesuffix(":")
        rows.append(numbers if label != numbers else label)
        rows.append(marked("\n\n".join(texts), " [#]"))
    return "\n\n".join(rows + _notes(made, "[#] ~"))


def ah_letter(made: Made) -> str:
    """An answer as the registry of the Kamer sends it: number, case, two headings, 'n)' as marks."""
    found = made.set
    rows = [f"AH {found.number}", found.case_number or "", *headings(found)]
    return "\n\n".join([*rows, *_body(made, " #)"), *_notes(made, "#) ~")])


def ministry_letter(made: Made) -> str:
    """A letter of a ministry, its annex below it."""
    found = made.set
    own = [one for one in found.answerers if not one.on_behalf]
    others = [one for one in found.answerers if one.on_behalf]
    behalf = f", mede namens {offices(others)}," if others else ""
    signed = [f"De {one.role} van {one.portfolio},\n\nT. {one.name}" for one in own]
    signed = [one.replace("van Rechts", "voor Rechts") for one in signed]
    letter = [
        "De Voorzitter van de Tweede Kamer der Staten-Generaal\nPostbus 20018\n2500 EA Den Haag",
        f"Datum {day(found.answered)}\nBetreft Beantwoording vragen over {found.title}",
        "Geachte voorzitter,",
        f"Hierbij zend ik u{behalf} de antwoorden op de vragen van {askers(found.askers)} aan "
        f"{offices(found.addressees)} over {found.title}. Deze vragen werden ingezonden op "
        f"{day(found.submitted)} met kenmerk {found.case_number}.",
        "Hoogachtend,",
        *signed,
    ]
    return "\n\n".join([*letter, *_body(made, " [#]"), *_notes(made, "[#] ~")])


def party_site(made: Made) -> str:
    """Questions as a party puts them on its site: a title, numbers, '(n)' as marks."""
    found = made.set
    rows = [f"Kamervragen over {found.title}", *headings(found)]
    for question in found.questions:
        rows.append(f"{question.number}. " + marked(question.text, " (#)"))
    for note in found.notes:
        rows.append(f"{note.kind.capitalize()}:\n{note.text}")
    return "\n\n".join(rows + _notes(made, "(#) ~"))


def markdown_of_pdf(made: Made) -> str:
    """What other converters make: bold labels, rules, '[1 ]' as a mark."""
    rows = ["**" + "**\n\n**".join(headings(made.set)) + "**", "-----"]
    for label, texts in parts(made):
        rows += [f"**{label}**", *(marked(text, "[# ]") for text in texts)]
    return "\n\n".join([*rows, "-----", *_notes(made, "[# ] ~")])


def markdown(made: Made) -> str:
    """What a converter makes of a document: headings with '#', notes as '[^1]:'."""
    found = made.set
    rows = [f"# Kamervragen {found.case_number}", *headings(found)]
    for label, texts in parts(made):
        rows += [f"## {label}", *(text.replace("– ", "- ") for text in texts)]
    return "\n\n".join(rows + _notes(made, "[^#]: ~")) + "\n"
