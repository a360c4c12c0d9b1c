"""What the manners share: the two headings in words, days, and the numbers of a label."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import groupby

from documents.parsing import Addressee, Answerer, Asker, QuestionSet
from documents.parsing.printed import MONTHS
from documents.parsing.questionset import MARK, Kind

from . import vocabulary as words
from .made import Made


def day(value: date | None) -> str:
    assert value is not None
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def series(parts: Sequence[object]) -> str:
    """'a', 'a en b', 'a, b en c'."""
    shown = [str(part) for part in parts]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} en {shown[-1]}"


def askers(people: tuple[Asker, ...]) -> str:
    """'het lid Bos (ABC)', 'de leden Bos en Smid (beiden ABC)', each with a party where they differ."""
    parties = {one.party for one in people}
    if len(people) == 1 or len(parties) > 1:
        shown = series([f"{one.name} ({one.party})" for one in people])
    else:
        all_of = "beiden" if len(people) == 2 else "allen"
        shown = f"{series([one.name for one in people])} ({all_of} {people[0].party})"
    return ("het lid " if len(people) == 1 else "de leden ") + shown


def _portfolio(portfolio: str) -> str:
    return ("voor " if portfolio in words.FOR else "van ") + portfolio


def offices(people: Sequence[Addressee | Answerer]) -> str:
    """'de Minister van A', 'de Ministers van A en van B en de Staatssecretaris van C'."""
    parts = []
    for role, group in groupby(people, key=lambda one: one.role):
        portfolios = [_portfolio(one.portfolio) for one in group]
        plural = "" if len(portfolios) == 1 else "sen" if role == "Staatssecretaris" else "s"
        parts.append(f"de {role}{plural} {series(portfolios)}")
    return series(parts)


def answerers(people: tuple[Answerer, ...]) -> str:
    own = [f"van {one.role} {one.name} ({one.portfolio})" for one in people if not one.on_behalf]
    others = [one for one in people if one.on_behalf]
    return series(own) + (f", mede namens {offices(others)}" if others else "")


def asked(found: QuestionSet) -> str:
    """The first heading."""
    return (
        f"Vragen van {askers(found.askers)} aan {offices(found.addressees)} over {found.title} "
        f"(ingezonden {day(found.submitted)})."
    )


def replied(found: QuestionSet) -> str:
    """The second heading: who answered or put off, and when."""
    word = "Mededeling" if found.kind == Kind.POSTPONEMENT else "Antwoord"
    see = "".join(
        f" Zie ook Aanhangsel Handelingen, vergaderjaar {dashed(one.session_year)}, nr. {one.number}."
        for one in found.see_also
    )
    return f"{word} {answerers(found.answerers)} (ontvangen {day(found.answered)}).{see}"


def headings(found: QuestionSet) -> list[str]:
    return [asked(found)] if found.kind == Kind.QUESTION else [asked(found), replied(found)]


def dashed(years: str | None) -> str:
    return (years or "").replace("-", "–")


def numbers(found: tuple[int, ...], row: str) -> str:
    """The numbers of a label, three or more as `row` has them."""
    if len(found) < 3 or row.count("{}") == 3:
        return series(found)
    return row.format(found[0], found[-1])


def parts(made: Made) -> list[tuple[str, list[str]]]:
    """Each label, in the order of print, with its texts: several below a joint one."""
    found, made_parts = made.set, []
    asking, answering, row = made.labels
    for question in found.questions:
        label = made.label_of(question.number)
        texts = [one.text for one in found.questions if one.number in label]
        if label[0] == question.number:
            made_parts.append((asking.format(numbers(label, row)), texts))
        for answer in found.answers:
            if answer.numbers[-1] == question.number:
                label_of = answering.format(numbers(answer.numbers, row))
                made_parts.append((label_of, [answer.text]))
    for note in found.notes:
        made_parts.append((note.kind.capitalize(), [note.text]))
    return made_parts


def marked(text: str, shape: str) -> str:
    """The text with each mark in this shape, in which '#' is its number."""
    return MARK.sub(lambda found: shape.replace("#", found[1]), text)


def bare(text: str) -> str:
    """A text without its marks."""
    return MARK.sub("", text)


def cited(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\[\^(\d+)\]", text)]
