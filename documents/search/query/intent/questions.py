"""Words of asking and of politeness weigh nothing: 'wat zei de minister over', 'ik zoek'.

A query may begin with a run of such words, up to the preposition before its subject, and may end
with a word of thanks. They count where nothing else is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ... import dutch
from ..scanner import tidied
from ..tree import And, Node, Word, joined, names_of

_ASKING = """wat wie waar waarom waarover wanneer welk welke hoe hoeveel hoezo""".split()
_IS = """is zijn was waren wordt worden werd werden heeft hebben hebt had hadden kan kunt kunnen
konden moet moeten mag mogen gaat gaan ging gingen doet doen deed deden neemt nemen nam wil wilt
willen zal zullen zou zouden zit staat komt komen klopt""".split()
_WHO = """ik u je jij jullie men wij we mij me iemand er dit dat het de een""".split()
_SPEAKERS = """minister ministers minister-president premier staatssecretaris staatssecretarissen
bewindspersoon bewindslieden bewindspersonen kabinet regering overheid kamer tweede kamerlid
kamerleden politiek""".split()
_SAYING = """zei zeiden zegt zeggen gezegd vindt vinden vond vonden denkt denken dacht antwoordde
antwoordden antwoordt antwoorden geantwoord vroeg vroegen vraagt vragen gevraagd gesteld schreef
schrijft meldt meldde gedaan ondernomen genomen gebeurd weet wist weten bekend vertellen verteld
lezen zien zoeken zoek vinden helpen geef geven toon laat stelde stelden reageert
reageerde""".split()
_MATTER = """informatie gegevens documenten stukken kamervragen kamervraag vragen vraag antwoord
antwoorden alles iets alle maatregelen""".split()
_SMALL = """dan nu nou ook al eigenlijk precies ooit zich graag op""".split()
_ABOUT = frozenset("over op aan tegen van inzake omtrent naar met bij rond".split())
#: a query with a question begins with one of these
_BEGIN = frozenset((*_ASKING, *_IS, "ik", "wij", "we", "zoek", "geef", "toon", "laat", "vind"))
#: words of which the beginning of a question is made
_ALL = _BEGIN | _ABOUT | {*_WHO, *_SPEAKERS, *_SAYING, *_MATTER, *_SMALL}
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_END = re.compile(
    r"[\s,]*\b(?:alstublieft|alsjeblieft|a\.?u\.?b|s\.?v\.?p|graag|bedankt|dank (?:u|je)(?: wel)?)"
    r"[\s.!?]*$",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"[\w\s,'’-]*")


def without_asking(tree: Node | None, text: str) -> tuple[Node | None, tuple[str, ...]]:
    """The tree without words of asking, and what is told of that in Dutch."""
    text = tidied(text)
    beginning, ending = _beginning(text), _ending(text)
    if not isinstance(tree, And) or not (beginning or ending):
        return tree, ()
    parts = _without(tree.parts, beginning)
    parts = _without(parts[::-1], ending, backwards=True)[::-1]
    if not parts or len(parts) == len(tree.parts):
        return tree, ()
    said = " … ".join(part.strip(" ,.!?") for part in (beginning, ending) if part)
    return joined(And, parts), (
        f"«{said}» weegt niet mee: het is de vraag, niet waar die over gaat.",
    )


def _beginning(text: str) -> str:
    """The words of asking that a text begins with; '' where there are none."""
    run, end = [], 0
    for match in _WORD.finditer(text):
        word = match[0].lower()
        if word not in _ALL or not _PLAIN.fullmatch(text, 0, match.end()):
            break
        run.append(word)
        if word in _ABOUT or _is_asking(run):
            end = match.end()
    is_question = bool(run) and (run[0] in _BEGIN or _is_of_matter(run))
    return text[:end] if is_question else ""


def _is_asking(run: Sequence[str]) -> bool:
    """Whether some words ask without a preposition: 'hoeveel', 'waarom is er een'."""
    return run[0] in _ASKING and all(word in {*_ASKING, *_IS, *_WHO} for word in run)


def _is_of_matter(run: Sequence[str]) -> bool:
    """Whether some words are 'kamervragen over' or 'informatie over'."""
    return run[0] in _MATTER and {"over", "inzake", "omtrent"} & {*run} != set()


def _ending(text: str) -> str:
    match = _END.search(text)
    return match[0] if match else ""


def _without(parts: Sequence[Node], said: str, *, backwards: bool = False) -> Sequence[Node]:
    """The parts without these words at their beginning; all of them where it has other words."""
    words = [token.surface for token in dutch.wholes(said) if token.stem]
    words = words[::-1] if backwards else words
    begin = [_typed(part) for part in parts[: len(words)]]
    return parts[len(words) :] if words == begin and len(words) < len(parts) else parts


def _typed(part: Node) -> str:
    words = (leaf for leaf in names_of(part) if isinstance(leaf, Word) and leaf.zone is None)
    return next((word.typed or word.surface for word in words), "")
