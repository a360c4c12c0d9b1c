"""Surface and stem of one Dutch word: lower case without diacritics, and what its forms share."""

from __future__ import annotations

import functools
import re
import unicodedata

from wordfreq import get_frequency_dict

from . import dictionary
from .facts import SURNAMES

#: characters after which a word is cut, so that one endless word cannot fill the index
LONGEST_WORD = 64

#: between an abbreviation and what it means by a text (`abbreviations`), which has no stem
SIGN = "="

#: Words too common to search for; still found in a quoted phrase.
STOP_WORDS = frozenset(
    re.findall(
        r"\w+",
        "aan als bij dat de deze die dit door een en er het hoe ik in is met naar of om op te tot"
        " u uit uw van voor wat welke worden wordt zijn",
    )
)

MARKS = "\u0300-\u036f"
#: characters that may stand within a word and are not seen
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_DROPPED = re.compile(rf"[{MARKS}{INVISIBLE}]")
#: "D'66" is d66
_BEFORE_NUMBER = re.compile(r"\b([a-z]{1,3})'(\d+)\b")
_LIGATURES = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ł": "l", "’": "'"})


@functools.lru_cache(maxsize=20_000)
def analysed(word: str) -> tuple[str, str]:
    """Surface and stem of one word; the stem of a stop word is empty."""
    surface = surface_of(word)
    return surface, stem_of(surface)


def stem_of(surface: str) -> str:
    """The stem of a word of a text; empty where it has none."""
    return "" if surface in STOP_WORDS or SIGN in surface else stem(surface)


def surface_of(word: str) -> str:
    """The surface of one word, which costs little beside its stem."""
    surface = folded(word)[:LONGEST_WORD]
    return _BEFORE_NUMBER.sub(r"\1\2", surface) if "'" in surface else surface


def folded(text: str) -> str:
    """The text in lower case, without diacritics, soft hyphens and other invisible characters."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return _DROPPED.sub("", unicodedata.normalize("NFKD", decomposed)).translate(_LIGATURES)


@functools.lru_cache(maxsize=20_000)
def stem(surface: str) -> str:
    """The stem that the forms of a word share: 'vragen', 'vraagt' and 'gevraagd' give 'vraag'.

    The lemma of the word in the dictionary of the simplemma package, of a verb its first person; a
    word that the dictionary lacks loses the endings of a plural or an adjective.
    """
    word, _, ending = surface.partition("'")
    if not word or ending not in {"", "s", "er", "tje", "tjes"}:
        word = surface
    if word in _STEMS or not word.isalpha():
        return _STEMS.get(word, word).removesuffix("sers" if _OF_AGE.fullmatch(word) else "")
    found = _stem(word)
    if found != word and word in SURNAMES and _is_name(word):
        return word
    return _verb_beside(found) if found != word and found in SURNAMES else found


def _stem(word: str) -> str:
    lemma = _lemma_of_any(word)
    singular = _singular(lemma)
    if singular == lemma or len(word) >= _LONG or dictionary.knows(accented(word)):
        return singular
    # 'Emmen' is a town; of a short word in the plural the dictionary has the singular at least
    is_word = len(singular) > _SHORT and dictionary.knows(accented(singular))
    return singular if is_word else lemma


def _verb_beside(surname: str) -> str:
    """The stem of a verb of which a surname would be a form: 'vriezen', seldom meant by 'Vries'."""
    shares: dict[str, float] = get_frequency_dict("nl", "large")
    verb = _lemma(surname)
    is_seldom = shares.get(surname, 0.0) > _RATHER * shares.get(verb, 0.0)
    return verb if verb != surname and verb.endswith("en") and is_seldom else surname


def _is_name(surname: str) -> bool:
    """Whether a surname is hardly ever a form of a word: 'cohen' no plural, 'velzen' no 'vels'."""
    shares: dict[str, float] = get_frequency_dict("nl", "large")
    lemma = dictionary.lemma_of(surname).lower()
    is_form = shares.get(lemma, 0.0) * _NAME_RATHER >= shares.get(surname, 0.0)
    return not (is_form and dictionary.knows(surname))


def _lemma_of_any(word: str) -> str:
    lemma = _lemma(word)
    if lemma == word[:-1]:
        # 'toenemende' is a form of 'toenemend', which is one of the verb
        lemma = _lemma(lemma)
    if lemma != word:
        return lemma
    if _OF_PARTICIPLE.search(word):
        verb = _lemma(word.rstrip("en"))
        if verb.endswith("en"):
            return verb
    if len(word) < _LONG or dictionary.knows(accented(word)):
        return word
    return _lemma(_without_ending(word))


def _lemma(word: str) -> str:
    """The lemma of a folded word, folded; the word itself where the dictionary has another word."""
    if len(word) < _SHORT:
        return word
    found = dictionary.lemma_of(accented(word))
    # a verb that comes apart: 'aan_bieden' of 'aangeboden'
    lemma = folded(found.replace("_", "") if found.endswith("en") else found)
    if not lemma.isalpha() or (len(lemma) > len(word) and _OF_A_WOMAN.search(lemma)):
        return word
    if word == lemma + "ers":
        return word
    is_other = lemma[0] != word[0] and len(word) > _SHORT + 1
    return word if is_other and "ge" not in word[:7] else lemma


def _without_ending(word: str) -> str:
    """A word that no dictionary has, without the ending of a plural, a genitive or an adjective."""
    if _PLURAL.search(word):
        word = word[:-1]
    singular = _singular(word)
    if singular == word and _ADJECTIVE.search(word):
        return _closed(word[:-1])
    return singular


def _singular(word: str) -> str:
    """A word without -en: 'vragen' is vraag, 'mogelijkheden' mogelijkheid, 'ideeen' idee."""
    if len(word) < 5 or not word.endswith("en"):
        return word
    if len(word) > 6 and word.endswith("heden"):
        return word[:-4] + "id"
    if word.endswith(("ieen", "eeen", "eien")):
        return word[:-2]
    return word if word[-3] in _VOWELS else _closed(word[:-2])


def _closed(stem: str) -> str:
    """A stem as Dutch spells it at a word's end: 'brugg' is brug, 'vrag' vraag, 'huiz' huis."""
    before, vowel, last = stem[-3:-2], stem[-2:-1], stem[-1:]
    if last == vowel and last not in _VOWELS:
        stem = stem[:-1]
    elif (
        vowel in _LONG_VOWELS
        and last not in _NEVER_AFTER_TWO
        and before not in _VOWELS
        and (not _UNSTRESSED.search(stem) or _is_noun(stem[:-1] + vowel + last))
    ):
        stem = stem[:-1] + vowel + last
    return stem[:-1] + {"v": "f", "z": "s"}.get(stem[-1:], stem[-1:])


def _is_noun(word: str) -> bool:
    """Whether the dictionary has a word that ends in 'eel' or 'eer': 'oordeel', 'beheer'."""
    return (
        word.endswith(("eel", "eer"))
        and dictionary.lemma_of(word) == word
        and dictionary.knows(word)
    )


def accented(word: str) -> str:
    """A folded word as Dutch spells it: 'coordineren' is coördineren."""
    return _accents().get(word, word)


@functools.cache
def _accents() -> dict[str, str]:
    """The words of the list of wordfreq that stand there mostly with their diacritics, folded."""
    shares: dict[str, float] = get_frequency_dict("nl", "large")
    words: dict[str, str] = {}
    for word, share in shares.items():
        plain = "" if word.isascii() else folded(word)
        if plain and share > max(shares.get(plain, 0), shares.get(words.get(plain, ""), 0)):
            words[plain] = word
    return words


_VOWELS = "aeiouy"
#: vowels that are written once before a consonant and a vowel, and twice at the end of a word
_LONG_VOWELS = "aeou"
_NEVER_AFTER_TWO = _VOWELS + "wx"
#: letters of the shortest word with a lemma, and of the shortest that may lose an ending unknown:
#: 'Wilders' is a name and no plural
_SHORT, _LONG = 3, 9
#: A surname is so many times as frequent as the word that it would be a form of.
_NAME_RATHER = 10.0
#: The same, of a verb of which the surname is the stem.
_RATHER = 5.0
_OF_PARTICIPLE = re.compile(r"(?:d|ge.*t)en?$")
#: 'dievegge', which the dictionary has for 'dief'
_OF_A_WOMAN = re.compile(r"(?:ster|egge|in|er|es|te)$")
#: '65-plussers'
_OF_AGE = re.compile(r"\d+plussers")
_PLURAL = re.compile(
    r"(?:[^aeiouy]e[rlm]|aar|eur|or|[tcsnrgk]ie|[tdgkmnlr]e|heid|ing|teit|schap)s$"
)
_ADJECTIVE = re.compile(r"[^aeiouy]e$")
#: 'handel' and 'sector', but not 'oordel'
_UNSTRESSED = re.compile(r"[aeiouy].*e[rlmn]$|(?:[aci]t|s)or$")
#: stems of words of which the dictionary has another word: of 'leden' the verb lijden
_STEMS = dict(
    pair.split("=")
    for pair in (
        "bad=bad beer=beer beide=beide beren=beer beste=best bond=bond derde=derde eerste=eerste "
        "gedragen=gedraag geel=geel gele=geel gereden=rijd gevallen=geval gevaren=gevaar "
        "goederen=goed haan=haan hanen=haan jongen=jongen jongens=jongen keus=keuze koe=koe "
        "kwam=koom kwamen=koom leden=lid look=look maten=maat mld=miljard mln=miljoen namen=naam "
        "noot=noot noten=noot "
        "ontslagen=ontslag ouder=ouder ouders=ouder oudere=ouderen ouderen=ouderen "
        "overwegen=overweeg produkt=product raden=raad rede=rede reden=reden redenen=reden "
        "reed=rijd rijden=rijd rijdt=rijd schapen=schaap schreef=schrijf schreven=schrijf "
        "staven=staf stonden=staan vals=vals valse=vals velden=veld verkeerd=verkeerd "
        "verkeerde=verkeerd vers=vers verse=vers verslagen=verslag vreemdeling=vreemdeling "
        "wees=wees zonde=zonde zonden=zonde"
    ).split()
)
