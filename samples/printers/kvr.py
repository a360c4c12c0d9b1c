"""A set as the XML of the Parlando archive of 1984 to 2008 (`kvr`); each text is one paragraph."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from documents.parsing import Answerer, QuestionSet

from . import phrases

_MARK = re.compile(r"\[\^(\d+)\]")
_LAYOUT = """<?xml version="1.0" encoding="UTF-8"?>
<kvr type={kind} aantalvragen="{count}">
   <meta>
      <metadata>
{items}
      </metadata>
      <header titel="Tweede Kamer der Staten-Generaal" kamer="2" \
vergaderjaar="Vergaderjaar {year}" typehandeling="Aanhangsel van de Handelingen" \
typedoc="Vragen gesteld door de leden der Kamer, \
met de daarop door de regering gegeven antwoorden"/>
      <footer firstpaginanummer="{page}" allpagenumbers="{page}" vetnummer="{case}" code="" \
lopendefooter="Tweede Kamer, vergaderjaar {year}, Aanhangsel" filenaam="{name}" \
issn-nummer="ISSN 0921 - 7398" uitgever="Demo-archief, verzonnen voorbeeld"/>
      <vraagdata vraagnummer="{number}" onderwerp="" indiendatum="{submitted}">
{askers}
         <vraagt-aan>{addressees}</vraagt-aan>
      </vraagdata>
      <antwoorddata antwoorddatum="{answered}">
{answerers}
      </antwoorddata>
   </meta>
   <vragen aantal="{count}">
{questions}
{question_notes}
   </vragen>
{explanations}   <antwoorden aantal="{answer_count}">
{answers}
{answer_notes}
   </antwoorden>
{notices}</kvr>
"""


def printed(questions: QuestionSet) -> bytes:
    """The XML as UTF-8."""
    people = questions.askers
    postponed = questions.kind == "postponement"
    filled = _LAYOUT.format(
        kind=quoteattr("Mededeling" if postponed else "Antwoord"),
        count=len(questions.questions),
        items="\n".join(_items(questions)),
        year=phrases.dashed(questions.session_year or ""),
        page=questions.pages or "",
        case=questions.case_number or "",
        name=_name(questions),
        number=questions.number,
        submitted=questions.submitted,
        askers="\n".join(_row("vrager", a.name, 9, partij=a.party or "") for a in people),
        addressees=_offices(questions),
        answered="" if postponed else _answered(questions),
        answerers=_answerers(questions),
        questions="\n".join(
            _row("vraag", q.text + " ", nummer=str(q.number), voetnoot=_numbers(q.footnotes))
            for q in questions.questions
        ),
        question_notes=_notes(questions, "vraag"),
        explanations=_explanations(questions),
        answer_count=len(questions.answers),
        answers="\n".join(
            _row("antwoord", a.text + " ", nummer=phrases.number_list(a.numbers))
            for a in questions.answers
        ),
        answer_notes=_notes(questions, "antwoord"),
        notices=_notices(questions),
    )
    return filled.encode()


def _row(tag: str, text: str, indent: int = 6, **attributes: str) -> str:
    given = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items() if value)
    inside = _MARK.sub(r'<voetnoot nummer="\1"/>', escape(text))
    return f"{' ' * indent}<{tag}{given}>{inside}</{tag}>"


def _numbers(marks: tuple[int, ...]) -> str:
    return " ".join(map(str, marks))


def _name(questions: QuestionSet) -> str:
    return f"KVR{questions.number}"


def _lower(text: str) -> str:
    return re.sub(r"\b(Minister|Staatssecretaris)", lambda match: match[0].lower(), text)


def _offices(questions: QuestionSet) -> str:
    return _lower(phrases.offices(questions.addressees))


def _items(questions: QuestionSet) -> list[str]:
    word = phrases.answer_word(questions)
    values = {
        "Bibliografische_omschrijving": f"Vragen van {phrases.askers(questions)} aan "
        f"{_offices(questions)} over {questions.title}. "
        f"(Ingezonden {phrases.dutch_date(questions.submitted)}); {word}",
        "Inhoud": questions.summary or "",
        "Rubriek": " ".join(topic for topic in questions.topics if "(" in topic),
        "Trefwoorden": " ".join(topic for topic in questions.topics if "(" not in topic),
        "Vindplaats": f"Kamervragen met antwoord {questions.session_year}, "
        f"nr. {questions.number}, Tweede Kamer",
        "Vraagnr_bij_indiening": questions.case_number or "",
        "Afkomstig_van": questions.addressees[0].portfolio,
        "Datum_reaktie": str(questions.answered),
        "Datum_indiening": str(questions.submitted),
        "Document-id": _name(questions),
        "Omvang": "1 pag.",
    }
    rows = [_item(key, escape(value)) for key, value in values.items() if value]
    people = [_row("persoon", a.name, 0, partij=a.party or "") for a in questions.askers]
    return [*rows, _item("Indiener", "".join(people))]


def _item(name: str, inside: str) -> str:
    return f'         <item attribuut="{name}">{inside}</item>'


def _answered(questions: QuestionSet) -> str:
    """The date, or all that the archive put there where another document is referred to."""
    if not questions.see_also:
        return str(questions.answered)
    also = ", ".join(
        f"zie ook Aanhangsel Handelingen nr. {other.number}, "
        f"vergaderjaar {phrases.dashed(other.session_year)}"
        for other in questions.see_also
    )
    return f"{phrases.dutch_date(questions.answered)}), {also}"


def _answerers(questions: QuestionSet) -> str:
    if questions.kind == "postponement":
        return '         <antwoorder functie="" ministerie=""/>\n         <mede-antwoorder/>'
    named = [_answerer(a) for a in questions.answerers if not a.on_behalf]
    behalf = [a for a in questions.answerers if a.on_behalf]
    return "\n".join([*named, _row("mede-antwoorder", _lower(phrases.offices(behalf)), 9)])


def _answerer(answerer: Answerer) -> str:
    office = {"functie": answerer.role.lower(), "ministerie": answerer.portfolio}
    return _row("antwoorder", answerer.name or "", 9, **office)


def _notes(questions: QuestionSet, part: str) -> str:
    texts = questions.questions if part == "vraag" else questions.answers
    marked = {number for row in texts for number in row.footnotes}
    rows = [
        _row("noot", note.text, 9, nummer=str(note.number))
        for note in questions.footnotes
        if note.number in marked
    ]
    return "\n".join([f'      <noten afkomstig="{part}">', *rows, "      </noten>"])


def _explanations(questions: QuestionSet) -> str:
    notes = [note for note in questions.notes if note.kind != "mededeling"]
    return "".join(_row("toelichting", note.text + " ", 3) + "\n" for note in notes)


def _notices(questions: QuestionSet) -> str:
    notes = [note for note in questions.notes if note.kind == "mededeling"]
    by = next((a for a in questions.answerers if not a.on_behalf), None)
    if by is None:
        return ""
    office = {"mededeler": by.name or "", "functie": by.role.lower(), "afdeling": by.portfolio}
    day = {"mededelingdatum": str(questions.answered)}
    return "".join(_row("mededeling", note.text + " ", 3, **office, **day) + "\n" for note in notes)
