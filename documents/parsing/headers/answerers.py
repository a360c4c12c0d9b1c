"""Who answers: 'Minister H (X) en van Staatssecretaris S (Y), mede namens de Minister van Z'."""

from __future__ import annotations

import re
from dataclasses import replace

from ..questionset import Answerer
from .askers import PARTICLES, read_name, without_titles
from .ministries import has_ministry_word, known_portfolio, read_portfolio, without_bracket
from .offices import HOLDER, ROLE, each_once, is_plural, office_text, portfolios, role_name
from .titles import HONORIFIC, once_bracketed

_A_NAME = (
    rf"(?:[A-ZÀ-Þ][a-z]?\.\s?)*(?:(?:(?i:{PARTICLES})|[’']t)\s+)*[A-ZÀ-Þ][^\W\d_]+"
    rf"(?:[\s’'-]+(?:(?i:{PARTICLES}|tot)\s+)*[A-ZÀ-Þ][^\W\d_]+){{0,4}}"
)
#: 'de heer Bos, minister van Financiën' and 'Bos (minister van Financiën)': the name comes first.
_NAME_FIRST = re.compile(
    rf"(?P<lead>^[\s,]*|\ben\s+(?:van\s+)?|,\s*|\bnamens\s+)(?P<titles>(?i:de\s+)?(?:(?i:{HONORIFIC})\s*)*)"
    rf"(?P<name>{_A_NAME})\s*(?P<open>[,(])\s*(?:de\s+)?(?P<role>(?i:{ROLE.pattern}))(?=\s*(?:van|voor)\b)"
)
#: 'mevrouw A.B. Bos (Financiën)': no role is printed.
_NO_ROLE = re.compile(
    rf"(?P<lead>^[\s,]*|\ben\s+(?:van\s+)?|,\s*|\bnamens\s+)(?i:de\s+)?(?:(?i:{HONORIFIC})\s*)+"
    rf"(?P<name>{_A_NAME})\s*\((?P<field>[^()]+)\)"
)
#: 'Minister Bos (Minister van Financiën)': the office is printed twice.
_AGAIN = re.compile(rf"\(\s*(?:de\s+)?(?:{ROLE.pattern})\s+(?:van|voor)\s+", re.IGNORECASE)
#: 'Ministers A (X) en B (Y)': the holders after the first.
_HELD = re.compile(
    r"^[\s,/&;]*(?:\b(?:en|van|alsmede|antwoord)\b\s*)*([^\W\d_][^(),\d]{1,60})\(([^()]+)\)?"
)
_OFFICE_ONLY = re.compile(r"^\s*(?:van|voor)\s*(?!(?:de|den|der|het|'t|’t)\b)(?=[A-Z])")
_AND = re.compile(r"\s*(?:,|/|&|\ben\b)\s*")


def read_answerers(text: str) -> tuple[Answerer, ...]:
    """The offices in 'Minister H (X) en van Staatssecretaris S (Y), mede namens ...', in order."""
    text = _prepared(text)
    roles = list(ROLE.finditer(text))
    ends = [*(role.start() for role in roles[1:]), len(text)]
    behalf = re.search(r"\b(?:mede)?namens\b", text, re.IGNORECASE)
    found: list[Answerer] = []
    waiting: list[re.Match[str]] = []
    for role, end in zip(roles, ends, strict=False):
        after = text[role.end() : end]
        on_behalf = _is_after(behalf, role)
        people = _office_holders(role, after)
        if not people:
            waiting.append(role)
            continue
        for other in waiting if people[0][0] is None else ():
            found.extend(Answerer(None, role_name(other), field, on_behalf) for _, field in people)
        found.extend(_answerer(name, role_name(role), field, on_behalf) for name, field in people)
        waiting = []
    found.extend(_alone(waiting, behalf, found[-1].portfolio if found else ""))
    return each_once(_with_shared_fields(found))


def _prepared(text: str) -> str:
    """The phrase with each name behind its role, and its office in brackets."""
    text = office_text(once_bracketed(text))
    text = _NAME_FIRST.sub(_role_first, text)
    text = _NO_ROLE.sub(_with_role, text)
    return _AGAIN.sub("(", text) if ROLE.search(text.split("(")[0]) else text


def _with_role(match: re.Match[str]) -> str:
    """'mevrouw Bos (Financiën)' with a word for her office, where no role stands before it."""
    told = ROLE.search(match.string[: match.start()]) and "namens" not in match["lead"]
    if told or ROLE.search(match["name"]) or not known_portfolio(match["field"]):
        return match[0]
    return f"{match['lead']}{HOLDER.lower()} {match['name']} ({match['field']})"


def names_holder(text: str) -> bool:
    """Whether a phrase begins with a person and a known portfolio: 'mevrouw Bos (Financiën)'."""
    match = _NO_ROLE.match(text)
    return bool(match and known_portfolio(match["field"]))


def _role_first(match: re.Match[str]) -> str:
    """'Bos, minister van Financiën' as 'minister Bos van Financiën'."""
    if ROLE.search(match["name"]) or has_ministry_word(match["name"]):
        return match[0]
    end = " (" if match["open"] == "(" else " "
    return f"{match['lead']}{match['role']} {match['name']}{end}"


def _with_shared_fields(found: list[Answerer]) -> list[Answerer]:
    """'Minister H en Staatssecretaris S (X)': who has no portfolio has that of the next."""
    field = ""
    for index, one in reversed(list(enumerate(found))):
        if not one.portfolio:
            found[index] = replace(one, portfolio=field)
        field = found[index].portfolio
    return found


def _alone(
    waiting: list[re.Match[str]], behalf: re.Match[str] | None, field: str
) -> list[Answerer]:
    """The offices of roles after which no portfolio is printed.

    The Minister-President needs none; 'mede namens de Minister' is the one of the same ministry.
    """
    return [
        _answerer(None, role_name(role), field, _is_after(behalf, role))
        for role in waiting
        if role[1] or (field and _is_after(behalf, role))
    ]


def _is_after(behalf: re.Match[str] | None, role: re.Match[str]) -> bool:
    return bool(behalf and behalf.start() < role.start())


def _answerer(name: str | None, role: str, field: str, on_behalf: bool) -> Answerer:
    premier = role == "Minister-President"
    return Answerer(name, role, "Algemene Zaken" if premier else field, on_behalf)


def _office_holders(role: re.Match[str], after: str) -> list[tuple[str | None, str]]:
    """(name or None, portfolio) of each holder in the words that follow a role."""
    after = re.sub(
        r"[\s,]*\b(?:mede\s*|tevens\s*|ook\s*)?namens\b.*", "", after, flags=re.IGNORECASE
    )
    if "(" in after:
        return _in_brackets(role, after)
    if _OFFICE_ONLY.match(after) and not _is_named(after):
        return _office_then_name(after) or [
            (None, field) for field in portfolios(after, is_plural(role))
        ]
    return _named_then_office(role, after)


def _is_named(after: str) -> bool:
    """Whether ' Van Bos van Financiën' begins with a name, and not with the office."""
    first, *fields = re.split(r",?\s+(?:en\s+)?(?:van|voor)\s+", _OFFICE_ONLY.sub("", after))
    is_name = re.fullmatch(_A_NAME, first.strip()) and not has_ministry_word(first)
    return bool(is_name) and any(map(known_portfolio, fields))


def _in_brackets(role: re.Match[str], after: str) -> list[tuple[str | None, str]]:
    """'H (X)', 'H (X) en S (Y)', 'H en S (beiden X)', 'van X (H)' with or without a name."""
    name, field = after.split("(", 1)
    inner, _, rest = field.partition(")")
    if _OFFICE_ONLY.match(name) and known_portfolio(_OFFICE_ONLY.sub("", name)):
        office = read_portfolio(_OFFICE_ONLY.sub("", name))
        named = "" if known_portfolio(inner) or ROLE.search(inner) else _holder(inner)
        return [(named if re.match(r"[^\W\d_]", named) else None, office)]
    held = [(each, inner) for each in _each(name, role)]
    while more := _HELD.match(rest):
        held.append((more[1], more[2]))
        rest = rest[more.end() :]
    return [(_holder(name) or None, _field(field)) for name, field in held]


def _each(text: str, role: re.Match[str]) -> list[str]:
    """'H en S' as two names, where a plural was printed before them."""
    return [part for part in _AND.split(text) if part.strip()] if is_plural(role) else [text]


def _field(text: str) -> str:
    return without_bracket(read_portfolio(re.sub(r"^\s*(?:beiden?|allen|voor|van)\s+", "", text)))


def _office_then_name(after: str) -> list[tuple[str | None, str]]:
    """'van Financiën, de heer Bos': the name stands last."""
    for cut in re.finditer(r",\s*", after):
        field, name = _OFFICE_ONLY.sub("", after[: cut.start()]), _holder(after[cut.end() :])
        if known_portfolio(field) and re.fullmatch(_A_NAME, name) and not known_portfolio(name):
            return [(name, read_portfolio(field))]
    return []


def _named_then_office(role: re.Match[str], after: str) -> list[tuple[str | None, str]]:
    """'Minister H van Financiën', 'Minister H, Financiën', or a bare 'Minister-President R'."""
    after = re.sub(
        r"[\s,./&]*(?:\b(?:en|of|antwoord|mededeling|van|de|het|mede|alsmede|tevens)\b[\s,./&]*)*$",
        "",
        after,
    )
    if known_portfolio(after):
        return [(None, read_portfolio(after))] if after.strip() else []
    for cut in re.finditer(r",?\s+(?:van|voor)\s+|,\s*|\s+[-–—]\s+", after):
        if cut.start() and known_portfolio(after[cut.end() :]):
            return [(_holder(after[: cut.start()]) or None, read_portfolio(after[cut.end() :]))]
    name, _, field = after.partition(" van ")
    if has_ministry_word(field) and re.fullmatch(_A_NAME, _holder(name)):
        return [(_holder(name), each) for each in portfolios(field, is_plural(role))]
    name = _holder(after)
    return [(name, "")] if name and (role[1] or re.match(r"[A-Z]", name)) else []


def _holder(text: str) -> str:
    return read_name(without_titles(text))
