"""The fields of the advanced search ↔ a query as a visitor would type it.

What is typed in a field is words, and phrases between quotation marks; brackets, operators and
names of fields have no meaning there, only a * or ? in a word and a ~ at its end have. What of a
query no field can hold goes into the field `rest` as it stands, so that nothing is lost on the way.
"""

from __future__ import annotations

import re
from typing import Any

from ..facets import FACETS, Rows
from .clearing import LINKS
from .language import parse
from .reader import DISTANCE, MAX_DISTANCE, clauses
from .scanner import OPERATORS, Token, TokenKind, scan, tidied
from .tree import Delay, OfKind, OfState, Submitted
from .values import MOST_DAYS
from .writing import KINDS, NAMES, are_one, beside, field_of, write

#: fields whose words are asked for in one part of a document, with their labels
TEXTS = (
    ("titel", "In de titel"),
    ("vraag", "In een vraag"),
    ("antwoord", "In een antwoord"),
    ("voetnoot", "In een voetnoot"),
)
#: fields whose words are names or numbers, with their labels
ABOUT = (
    *((NAMES[f.values.zone], f.heading) for f in FACETS if isinstance(f.values, Rows)),
    ("nummer", "Nummer"),
)
ZONES = (*TEXTS, *ABOUT)


def terms(text: str, field: str = "") -> list[str]:
    """The words and phrases typed in a field, each made safe to stand in a query; in a field of
    people what stands before a name goes with it."""
    safe: list[str] = []
    for chunk in _chunks(tidied(text), field):
        term = _term(chunk)
        if term:
            safe.append(quoted(term) if safe and are_one(safe[-1], term) else term)
    return safe


def _chunks(text: str, field: str = "") -> list[str]:
    """The phrases of a text, and its words: whatever stands together without white space."""
    chunks: list[str] = []
    last = TokenKind.STRAY
    for token in scan(text, field):
        if token.kind is TokenKind.PHRASE:
            chunks.append(phrase_of(token))
        elif not (token.spaced or {token.kind, last} & {TokenKind.PHRASE, TokenKind.STRAY}):
            chunks[-1] += token.text
        elif token.kind is not TokenKind.STRAY:
            chunks.append(token.text)
        last = token.kind
    return chunks


#: words with signs that mean something in them
_FREE = re.compile(r"(?=\w*[*?])[\w*?]*[\w*]|\w+~[012]", re.ASCII)


def _term(chunk: str) -> str:
    """A word as it is, or between quotation marks where it could be taken for something else."""
    if _FREE.fullmatch(chunk) and any(map(str.isalnum, chunk)):
        return chunk
    if chunk.startswith('"'):
        return quoted(chunk)
    bare = chunk.strip("()-,;:.?!*~ ")
    if bare in OPERATORS:
        return bare.lower()
    ending = chunk[-1] if chunk[-1] in "*~" else ""
    return f"{bare}{ending}" if _is_plain(bare) else quoted(bare)


def _is_plain(text: str) -> bool:
    """Whether a text is one word, with no signs but those that stand within words."""
    kinds = [token.kind for token in scan(text)]
    return kinds == [TokenKind.WORD] and all(sign.isalnum() or sign in "'’./- " for sign in text)


def phrase_of(token: Token) -> str:
    """A phrase between quotation marks, also of a name that had none."""
    return token.text if token.text.startswith('"') else quoted(token.text)


def quoted(text: str) -> str:
    """A text as one exact phrase; '' where there is no word in it."""
    inside = " ".join(tidied(text).replace('"', " ").split())
    return f'"{inside}"' if any(map(str.isalnum, inside)) else ""


def compose(data: dict[str, Any]) -> str:
    """The query of the fields: texts, dates and numbers by name; what is empty is left out."""
    exact = re.sub("[*?]", " ", data.get("precies") or "")
    parts = [*terms(data.get("alle") or ""), quoted(exact)]
    either = terms(data.get("een") or "")
    parts.append(f"({' OR '.join(either)})" if len(either) > 1 else "".join(either))
    near = quoted(data.get("dichtbij") or "")
    parts.append(near and f"{near}~{data.get('afstand') or DISTANCE}")
    for zone, _ in ZONES:
        parts += [f"{zone}:{term}" for term in terms(data.get(zone) or "", zone)]
    parts += [f"{name}:{data[name]}" for name in ("soort", "status") if data.get(name)]
    parts += _limits(data)
    parts += [f"-{term}" for term in terms(data.get("geen") or "")]
    parts = [part for part in parts if part]
    rest = (data.get("rest") or "").strip()
    return beside([*parts, _whole(rest)]) if parts and rest else rest or beside(parts)


def _limits(data: dict[str, Any]) -> list[str]:
    """The limits of a period and of a number of days."""
    ends = [
        (kind, data.get(f"{name}_van"), data.get(f"{name}_tot"))
        for kind, name in ((Submitted, "ingezonden"), (Delay, "dagen"))
    ]
    return [write(kind(low, high)) for kind, low, high in ends if (low, high) != (None, None)]


def _whole(rest: str) -> str:
    """Between brackets where its operators would else reach over what stands beside it."""
    depth, is_loose = 0, False
    for token in scan(tidied(rest)):
        depth += (token.kind is TokenKind.OPEN) - (token.kind is TokenKind.CLOSE)
        if depth < 0:
            return rest
        is_loose = is_loose or (not depth and token.kind in LINKS)
    return f"({rest})" if is_loose and not depth else rest


def decompose(query: str) -> dict[str, Any]:
    """The fields of a query: compose(decompose(query)) asks the same as the query.

    A query with operators between its parts, or with anything that must be told, is left whole.
    """
    text, parts = tidied(query), list(clauses(query))
    if parse(query).messages or any(part[-1].kind in LINKS for part in parts):
        return {"rest": query}
    data: dict[str, Any] = {}
    rest: list[str] = []
    for part in parts:
        typed = text[part[0].start : part[-1].end]
        held = _term_held(part) or _value_held(part, typed)
        if not _add(held, data):
            rest.append(typed)
    return data | ({"rest": beside(rest)} if rest else {})


def _add(held: dict[str, Any], data: dict[str, Any]) -> bool:
    """Whether the fields can hold this besides what they hold; then they do."""
    for name, value in held.items():
        if name in _SEVERAL:
            before = data.get(name, "")
            if terms(f"{before} {value}", name) != [*terms(before, name), value]:
                return False
            held = {name: f"{before} {value}".strip()}
        elif name in data:
            return False
    data |= held
    return bool(held)


#: the fields that can hold more than one part
_SEVERAL = {"alle", "geen", *(name for name, _ in ZONES)}
_TERMS = {TokenKind.WORD, TokenKind.PHRASE}


def _term_held(part: tuple[Token, ...]) -> dict[str, Any]:
    """How the fields hold a word, a phrase or a choice of them; nothing where they cannot."""
    match part:
        case [Token(kind=TokenKind.WORD | TokenKind.PHRASE, text=term)]:
            return {"alle": term}
        case [
            Token(kind=TokenKind.NOT | TokenKind.MINUS),
            Token(kind=TokenKind.WORD | TokenKind.PHRASE, text=term),
        ]:
            return {"geen": term}
        case [
            Token(kind=TokenKind.FIELD) as zone,
            Token(kind=TokenKind.WORD | TokenKind.PHRASE) as term,
        ]:
            held = phrase_of(term) if term.kind is TokenKind.PHRASE else term.text
            return {field_of(zone): held} if field_of(zone) in _SEVERAL else {}
        case [Token(kind=TokenKind.PHRASE, text=phrase), Token(kind=TokenKind.NEAR, text=near)]:
            is_held = 1 <= int(near[1:]) <= MAX_DISTANCE
            return {"dichtbij": phrase.strip('"'), "afstand": near[1:]} if is_held else {}
        case [Token(kind=TokenKind.OPEN), *inner, Token(kind=TokenKind.CLOSE)]:
            return _choice(inner)
    return {}


def _choice(tokens: list[Token]) -> dict[str, Any]:
    """How the fields hold what stands between brackets: a word, or words with OR between them."""
    if len(tokens) == 1 and tokens[0].kind in _TERMS:
        return {"alle": tokens[0].text}
    words = [token.text for token in tokens[::2] if token.kind in _TERMS]
    links = [token for token in tokens[1::2] if token.kind is TokenKind.OR]
    is_held = len(words) + len(links) == len(tokens) and terms(" ".join(words)) == words
    return {"een": " ".join(words)} if is_held else {}


def _value_held(part: tuple[Token, ...], typed: str) -> dict[str, Any]:
    """How the fields hold a period, a number of days, a kind or a state; else nothing."""
    if [token.kind for token in part] != [TokenKind.FIELD, TokenKind.VALUE]:
        return {}
    match parse(typed).tree:
        case Submitted(since, until):
            return {"ingezonden_van": since, "ingezonden_tot": until}
        case Delay(least, most) if all(0 <= (end or 0) <= MOST_DAYS for end in (least, most)):
            return {"dagen_van": least, "dagen_tot": most}
        case OfKind(kind):
            return {"soort": KINDS[kind]}
        case OfState(state):
            return {"status": state}
    return {}
