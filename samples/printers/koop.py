"""A set as the XML of the official publications (`officiele-publicatie/kamervragen`)."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from documents.parsing import Footnote, QuestionSet

from . import phrases

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<officiele-publicatie>
  <metadata>
    <meta name="DC.identifier" scheme="OVERHEIDop.ParlID" content={identifier}/>
    <meta name="DC.type" scheme="OVERHEIDop.AanhangselTypen" content={kind}/>
    <meta name="OVERHEIDop.vergaderjaar" scheme="" content={year}/>{case}
  </metadata>
"""
_KINDS = {"question": "Vragen", "answer": "Antwoord", "postponement": "Mededeling"}
_MARK = re.compile(r"\[\^(\d+)\]")


def printed(questions: QuestionSet) -> bytes:
    """The XML as UTF-8."""
    rows = [_metadata(questions), "  <kamervragen>", *_heading(questions), *_body(questions)]
    return "\n".join([*rows, "  </kamervragen>", "</officiele-publicatie>", ""]).encode()


def _metadata(questions: QuestionSet) -> str:
    case = questions.case_number
    vraagnummer = f'\n    <meta name="OVERHEIDop.vraagnummer" scheme="" content="{case}"/>'
    return _HEAD.format(
        identifier=quoteattr(questions.identifier or ""),
        kind=quoteattr(_KINDS[questions.kind]),
        year=quoteattr(questions.session_year or ""),
        case=vraagnummer if case else "",
    ).rstrip("\n")


def _heading(questions: QuestionSet) -> list[str]:
    year = f"Vergaderjaar {phrases.dashed(questions.session_year or '')}"
    asked = "Vragen gesteld door de leden der Kamer"
    answered = f"{asked}, met de daarop door de regering gegeven antwoorden"
    title = asked if questions.kind == "question" else answered
    number = questions.number or questions.case_number
    return [
        "    <kamervraagkop>",
        f'      <tekstregel inhoud="vergaderjaar">{year}</tekstregel>',
        f'      <tekstregel inhoud="titel">{title}</tekstregel>',
        "    </kamervraagkop>",
        f"    <kamervraagnummer>{number}</kamervraagnummer>",
        _asked(questions),
        *([_answered(questions)] if questions.answered else []),
    ]


def _asked(questions: QuestionSet) -> str:
    name = "<naam><achternaam>{}</achternaam></naam>"
    who = phrases.askers(questions, name, "<politiek>{}</politiek>")
    sent = questions.submitted
    return (
        f'    <kamervraagomschrijving type="vraag">Vragen van {who} aan '
        f"{phrases.offices(questions.addressees)} over "
        f"<kamervraagonderwerp>{escape(questions.title)}</kamervraagonderwerp> "
        f'<datum isodatum="{sent}">(ingezonden {phrases.dutch_date(sent)})</datum>.'
        "</kamervraagomschrijving>"
    )


def _answered(questions: QuestionSet) -> str:
    day = questions.answered
    who = phrases.answerers(questions, "<naam><achternaam>{}</achternaam></naam>")
    also = phrases.see_also(questions.see_also)
    return (
        f'    <kamervraagomschrijving type="antwoord">{phrases.answer_word(questions)} van {who} '
        f'<datum isodatum="{day}">(ontvangen {phrases.dutch_date(day)})</datum>. {also}'.rstrip()
        + "</kamervraagomschrijving>"
    )


def _body(questions: QuestionSet) -> list[str]:
    notes = {note.number: note for note in questions.footnotes}
    answers = {answer.numbers[-1]: answer for answer in questions.answers}
    rows: list[str] = []
    for question in questions.questions:
        rows += _pair("vraag", f"Vraag {question.number}", question.text, notes)
        if answer := answers.get(question.number):
            label = f"Antwoord {phrases.number_list(answer.numbers)}"
            rows += _pair("antwoord", label, answer.text, notes)
    for note in questions.notes:
        title = f"      <titel>{note.kind.capitalize()}</titel>"
        inside = [title, *_text(note.text, notes)]
        rows += ["    <kamervraagopmerking>", *inside, "    </kamervraagopmerking>"]
    return rows


def _pair(tag: str, label: str, text: str, notes: dict[int, Footnote]) -> list[str]:
    number = f'      <nr status="officieel">{label}</nr>'
    return [f"    <{tag}>", number, *_text(text, notes), f"    </{tag}>"]


def _text(text: str, notes: dict[int, Footnote]) -> list[str]:
    rows = []
    for block in text.split("\n\n"):
        inline = _marked(escape(block), notes)
        if block.startswith("– "):
            rows.append(_list(inline.split("\n")))
        elif "\t" in block:
            rows.append(_table([row.split("\t") for row in inline.split("\n")]))
        else:
            rows.append(f"      <al>{inline}</al>")
    return rows


def _marked(text: str, notes: dict[int, Footnote]) -> str:
    def noot(match: re.Match[str]) -> str:
        number = int(match[1])
        inside = _linked(escape(notes[number].text))
        return (
            f'<noot id="n{number}" type="voet"><noot.nr>{number}</noot.nr>'
            f"<noot.al>{inside}</noot.al></noot>"
        )

    return _MARK.sub(noot, text)


def _linked(text: str) -> str:
    link = r'<extref soort="URL" doc="\g<0>" status="actief">\g<0></extref>'
    return re.sub(r"https?://[^\s)]+", link, text)


def _list(items: list[str]) -> str:
    rows = [
        f"        <li><li.nr>–</li.nr><al>{item.removeprefix('– ')}</al></li>" for item in items
    ]
    return "\n".join(['      <lijst type="expliciet">', *rows, "      </lijst>"])


def _table(rows: list[list[str]]) -> str:
    printed_rows = [
        "<row>" + "".join(f"<entry><al>{cell}</al></entry>" for cell in row) + "</row>"
        for row in rows
    ]
    specs = "".join(f'<colspec colname="c{n}"/>' for n in range(1, len(rows[0]) + 1))
    group = f'<tgroup cols="{len(rows[0])}">{specs}'
    head, body = printed_rows[0], "\n        ".join(printed_rows[1:])
    return (
        f'      <table frame="all">{group}\n        <thead>{head}</thead>\n'
        f"        <tbody>{body}</tbody></tgroup></table>"
    )
