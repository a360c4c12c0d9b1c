"""The members who ask, and their parties: 'A, B (beiden X) en C (Y), mede namens D (Z)'."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from ..printed import one_line
from ..questionset import Asker
from .titles import once_bracketed, with_spaces, without_honorifics, without_others

PARTICLES = r"(?:van|von|der|den|ten|ter|de|el|al|la|le|du|di|te)"
#: A name begins with a capital, or a particle: 'op 3 mei meegedeeld' and 'of ...' are none.
_NAME = re.compile(
    r"(?:(?:van|von|de|den|der|ten|ter|te|el|al|la|le|du|di|in|d|'t|’t)\b\W*)*[^\W\da-zß-ÿ](?:[\w.’']|\s[A-ZÀ-Þ])"
)
_ALL = re.compile(
    r"^\s*(?:beide[nr]?|allen?|alle (?:drie|vier|vijf)|be[i]?den)\b\s*(?:van\s+)?(?:de\s+)?",
    re.IGNORECASE,
)
_TITLES = re.compile(
    r"\b(?:van\s+)?(?:(?:h?de|hee?t)\s+)*(?:(?:oud-|Tweede\s|Eerste\s)?kamerl(?:id|eden)|[li]eden"
    r"|[li]id|ldi|heren|heer|dames|mevrouw)\b\s*(?-i:van\s+(?=(?:Van|De|Den|Der|Ter|Ten)\b))?"
    r"|\b(?:mevr?|mw|dhr|dr|drs|mr|ir|ing|prof)\.\s*",
    re.IGNORECASE,
)
#: A bracket in the wrong place: 'A en B beiden (VVD)'.
_LATE_BRACKET = re.compile(r"\(?\s*\b(beiden|allen)\s*\(", re.IGNORECASE)
_FACTION = re.compile(
    r"\s+(?:van|namens)\s+de\s+(?:fractie\s+van\s+(?:de\s+|het\s+)?([\w’'-]+)|([\w’'-]+?)-?fractie\b)"
    r"(?![^()]*\))"
)
#: A party as most are written, and no name of a person: 'SGP', 'PvdA', 'D66'.
_INITIALS = r"(?:[A-Z]{2,}\d*|[A-Z][a-z]?[a-z]?[A-Z]|[A-Z]\d\d)"
_A_PARTY = rf"(?:de\s+)?(?:[\w’'-]+-fractie\b|(?=\w*[A-Z]\w*[A-Z]|{_INITIALS})[\w’'-]+)(?!\s*\()"
#: 'mede namens de DEF', 'mede namens de fractie van DEF': a party asks too, and no member is named.
_PARTY_TOO = re.compile(
    r"[\s,]*(?:\b(?:mede|tevens|ook)\s+)+namens\s+(?:(?:de\s+)?fracties?\s+van\s+(?:de\s+|het\s+)?"
    rf"[\w’'-]+|{_A_PARTY})(?:(?:\s*,\s*|\s+en\s+)(?:van\s+)?{_A_PARTY})*"
)
#: What parts two members: the next one can stand behind 'en', a stroke, 'mede namens'.
_NEXT = re.compile(
    r"\s*[,;/|&+]\s*(?:en\s+)?|\s+en\s+|^en\s+|\s+(?:alsmede|alsook|evenals)\s+"
    r"|(?:\b(?:mede|tevens|ook|en)\s+)*\bnamens\b\s*|\b(?:samen|tezamen|gezamenlijk)\s+met\b\s*"
    r"|(?:\b(?:mede|ook)\s+)?\b(?:gesteld|ingediend|ondertekend|gesteund|ondersteund)\s+door\s+|^\s*met\s+"
)
#: 'de fractie van ABC', 'de leden van de ABC-fractie': a whole party asks.
_WHOLE_PARTY = re.compile(
    r"^\W*(?:de\s+)?(?:leden\s+van\s+)?(?:de\s+)?"
    r"(?:fracties?\s+(?:van\s+)?(?:de\s+|het\s+)?(?P<after>[A-Z][\w’'-]*)|(?P<before>[A-Z][\w’']*)[-\s]fractie)\b"
    r"(?P<more>[^()]*)"
)


@functools.lru_cache(2048)
def read_askers(text: str) -> tuple[tuple[Asker, ...], str]:
    """The members in 'A, B (beiden X) en C (Y)', each with the party as printed; and the words that
    tell of others who are not named, '' where none do.

    'c.s.' is no part of a name. Where a whole party asks, it stands for the members.
    """
    text, others = without_others(with_spaces(once_bracketed(text)))
    if party := _WHOLE_PARTY.match(text):
        return _parties(party), others
    too = _PARTY_TOO.search(text)
    text = _PARTY_TOO.sub(lambda m: "," if m.end() < len(m.string) else "", text)
    text = _FACTION.sub(lambda m: f" ({m[1] or m[2]})", _LATE_BRACKET.sub(r"(\1 ", text))
    return _members(text), others or (too[0].strip(" ,") if too else "")


def _members(text: str) -> tuple[Asker, ...]:
    found: list[Asker] = []
    text = re.sub(r"(?<=\w)\(", " (", text)
    for printed, party in re.findall(r"([^()]*)(?:\(([^()]*)(?:\)|$))?", text):
        names = _names(_TITLES.sub(" ", printed))
        each = re.split(r"\s*,\s*|\s+en\s+", party.strip(" ,"))
        parties = each if len(each) == len(names) > 1 else [party] * len(names)
        found.extend(Asker(*one) for one in zip(names, _parties_of(parties, names), strict=True))
    return tuple(_with_own_party(found))


def _parties_of(printed: list[str], names: list[str]) -> list[str | None]:
    """The party of each; '(X, Y en Z)' behind three names is one each."""
    return [read_party(party, names) for party in printed]


def _with_own_party(found: list[Asker]) -> Iterator[Asker]:
    """'Bos, SGP' without brackets: the party of the one before it."""
    for asker, next_one in zip(found, [*found[1:], Asker("")], strict=False):
        if asker.party is None and re.fullmatch(_INITIALS, asker.name):
            continue
        is_party = next_one.party is None and re.fullmatch(_INITIALS, next_one.name)
        yield Asker(asker.name, next_one.name) if is_party and not asker.party else asker


def _parties(match: re.Match[str]) -> tuple[Asker, ...]:
    more = re.findall(r"(?:,|\ben\b)\s*(?:van\s+)?(?:de\s+|het\s+)?([A-Z][\w’'-]*)", match["more"])
    parties = [match["after"] or match["before"], *(name.removesuffix("-fractie") for name in more)]
    return tuple(Asker(f"{party}-fractie", party) for party in parties)


def read_party(text: str, names: list[str] | None = None) -> str | None:
    """A party as printed behind names, without 'beiden' and '-fractie'; None where it is empty.

    A group that is named after its only member keeps its name: 'Lid Bos', 'Fractie Bos'.
    """
    text = one_line(re.split(r",?\s*\bmede\s+namens\b", _ALL.sub("", text))[0]).strip(" ,-")
    text = re.sub(r"(?<=\w)[-\s]fractie$", "", text)
    plain = re.sub(r"^(?i:(?:de\s+)?fractie|lid)\s*[-\s]\s*(?:van\s+)?(?:(?:de|het)\s+)?", "", text)
    own = {name.casefold() for name in names or ()}
    is_group = any(plain.casefold() in (name, name.split()[-1]) for name in own)
    return (text if is_group or not own else plain) or None


def _names(text: str) -> list[str]:
    names = (read_name(part) for part in _NEXT.split(text))
    return [name for name in names if _NAME.match(name)]


def read_name(text: str) -> str:
    """A name as printed, the spaces that a particle lost put back ('vanDijk', 'Van derLee')."""
    text = re.sub(r"^\s*het\s+(?=[A-Z])", "", text)
    text = re.sub(rf"\b({PARTICLES})(?=[A-Z][a-z])", r"\1 ", one_line(without_honorifics(text)))
    text = re.sub(r"(?<=\w)(?:\s*[–—]\s*|\s+-\s*|\s*-\s+)(?=[A-ZÀ-Þ])", "-", text)
    return text.strip(" .,:;/&+–—-")


def without_titles(text: str) -> str:
    """A phrase without 'het lid', 'mevrouw' and academic titles."""
    return _TITLES.sub(" ", text)


def family_name(text: str) -> str:
    """A signature's family name: 'D.M. van Weel' is 'Van Weel', 'mr. A. (Anna) Bos' is 'Bos'.

    Nobody signs with the family name alone: without initials the first word is a given name.
    """
    text = re.sub(r"\([^)]*\)", " ", read_name(text.split(",")[0]))
    text = re.sub(r"^(?:(?:drs|mr|dr|ir|ing|prof)\.\s*)+", "", text.strip())
    name = re.sub(r"^(?:[A-ZÀ-Þ][a-z]?\.[\s-]*)+", "", text).strip()
    if name == text:
        name = re.sub(
            rf"^(?!(?i:{PARTICLES})\s)[A-ZÀ-Þ][^\W\d_]+(?:-[^\W\d_]+)?\s+(?=\S)", "", text
        )
    return name[:1].upper() + name[1:]
