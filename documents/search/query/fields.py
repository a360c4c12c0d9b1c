"""The fields of the advanced search ↔ a query as a visitor would type it.

What is typed in a field is words, and phrases between quotation marks; brackets, operators and
names of fields have no meaning there, only a * or ~ at the end of a word has. What of a query no
field can hold goes into the field `rest` as it stands, so that nothing is lost on the way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .language import parse
from .typed import OPERATORS, normalised, tidied

_CHUNK = re.compile(r'"[^"]*"|[^\s"]+')
_SIMPLE = re.compile(r"[^\W_]+(?:['’./-][^\W_]+)*")
_WORD = re.compile(r"[^\W_]")

#: words between words that are near each other, where nothing is said of it
DISTANCE = 5

#: fields whose words are asked for in one part of a document
ZONES = (
    ("titel", "In de titel"),
    ("vraag", "In een vraag"),
    ("antwoord", "In een antwoord"),
    ("voetnoot", "In een voetnoot"),
    ("kamerlid", "Kamerlid"),
    ("partij", "Fractie"),
    ("minister", "Bewindspersoon"),
    ("ministerie", "Ministerie"),
    ("onderwerp", "Onderwerp"),
    ("nummer", "Nummer"),
)


def terms(text: str) -> list[str]:
    """The words and phrases typed in a field, each made safe to stand in a query."""
    text = tidied(text)
    if text.count('"') % 2:
        text = text.replace('"', " ")
    return [term for chunk in _CHUNK.findall(text) if (term := _term(chunk))]


def _term(chunk: str) -> str:
    """A word as it is, or between quotation marks where it could be taken for something else."""
    if chunk.startswith('"'):
        return quoted(chunk)
    bare = chunk.strip("()-,;:.?!*~")
    if bare in OPERATORS:
        return bare.lower()
    ending = chunk[-1] if chunk[-1] in "*~" else ""
    return f"{bare}{ending}" if _SIMPLE.fullmatch(bare) else quoted(bare)


def quoted(text: str) -> str:
    """A text as one exact phrase; '' where there is no word in it."""
    inside = " ".join(tidied(text).replace('"', " ").split())
    return f'"{inside}"' if _WORD.search(inside) else ""


def compose(data: dict[str, Any]) -> str:
    """The query of the fields: texts, dates and numbers by name; what is empty is left out."""
    parts = [*terms(data.get("alle") or ""), quoted(data.get("precies") or "")]
    either = terms(data.get("een") or "")
    parts.append(f"({' OR '.join(either)})" if len(either) > 1 else "".join(either))
    near = quoted(data.get("dichtbij") or "")
    parts.append(near and f"{near}~{data.get('afstand') or DISTANCE}")
    for zone, _ in ZONES:
        parts += [f"{zone}:{term}" for term in terms(data.get(zone) or "")]
    parts += [f"soort:{data['soort']}" if data.get("soort") else "", *_limits(data)]
    parts += [f"-{term}" for term in terms(data.get("geen") or "")]
    rest = (data.get("rest") or "").strip()
    return " ".join([*filter(None, parts), *([_whole(rest)] if rest else [])])


def _limits(data: dict[str, Any]) -> Iterator[str]:
    for field, name in (("ingezonden", "ingezonden"), ("dagen", "antwoord-na")):
        low, high = data.get(f"{field}_van"), data.get(f"{field}_tot")
        if low is not None or high is not None:
            yield f"{name}:{'' if low is None else low}..{'' if high is None else high}"


def _whole(rest: str) -> str:
    """Between brackets where its operators would else reach over what stands beside it."""
    loose = any(part in OPERATORS for part in split(rest))
    return f"({rest})" if loose and _is_closed(rest) else rest


def _is_closed(query: str) -> bool:
    """Whether every bracket outside quotation marks closes one, or is closed."""
    bare, before = re.sub(r'"[^"]*"', "", query), None
    bare = re.sub(r"[^()]", "", bare)
    while bare != before:
        before, bare = bare, bare.replace("()", "")
    return not bare


def split(query: str) -> list[str]:
    """The parts of a query: words, phrases, what stands between brackets; with what is before."""
    parts, depth, within, start = [], 0, False, 0
    for at, sign in enumerate(query):
        if sign == '"':
            within = not within
        elif not within and sign in "()":
            depth += 1 if sign == "(" else -1
        elif sign.isspace() and not within and depth <= 0:
            parts.append(query[start:at])
            start = at + 1
    return [part for part in [*parts, query[start:]] if part]


_ZONED = re.compile(rf"({'|'.join(name for name, _ in ZONES)}):(.+)")
_KIND = re.compile(r"soort:(vragen|antwoord|uitstel)")
_NEAR = re.compile(r'"([^"]+)"~([1-9][0-9]*)')
_EITHER = re.compile(r"\((.+)\)")
_DAY = r"(?:[0-9]{4}-[0-9]{2}-[0-9]{2})?"
_RANGE = re.compile(
    rf"(ingezonden):({_DAY})\.\.({_DAY})|(antwoord-na):([0-9]{{0,5}})\.\.([0-9]{{0,5}})"
)


def decompose(query: str) -> dict[str, str]:
    """The fields of a query: compose(decompose(query)) asks the same as the query.

    A query with operators, or with anything that must be told, is left whole.
    """
    parts = split(normalised(query))
    if OPERATORS & set(parts) or parse(query).messages:
        return {"rest": query}
    data: dict[str, str] = {}
    for part in parts:
        held = _held(part)
        if not held or (held.keys() & data.keys()) - _SEVERAL:
            held = {"rest": part}
        for name, value in held.items():
            data[name] = f"{data[name]} {value}" if name in data else value
    return data


#: the fields that can hold more than one part
_SEVERAL = {"alle", "geen", *(name for name, _ in ZONES)}


def _held(part: str) -> dict[str, str]:
    """How the fields hold a part of a query; nothing where they cannot."""
    if match := _KIND.fullmatch(part):
        return {"soort": match[1]}
    if match := _NEAR.fullmatch(part):
        return {"dichtbij": match[1], "afstand": match[2]}
    if match := _RANGE.fullmatch(part):
        name, low, high = (
            ("ingezonden", *match.group(2, 3)) if match[1] else ("dagen", match[5], match[6])
        )
        return {f"{name}_van": low, f"{name}_tot": high}
    if match := _EITHER.fullmatch(part):
        words = match[1].split(" OR ")
        return {"een": " ".join(words)} if all(map(_is_term, words)) else {}
    if match := _ZONED.fullmatch(part):
        return {match[1]: match[2]} if _is_term(match[2]) else {}
    if part.startswith("-"):
        return {"geen": part[1:]} if _is_term(part[1:]) else {}
    return {"alle": part} if _is_term(part) else {}


def _is_term(text: str) -> bool:
    return terms(text) == [text]
