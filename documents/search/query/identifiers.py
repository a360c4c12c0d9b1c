"""A query that names one document leads straight to it: 'ah-tk-20222023-325', '2022Z17084',
'KVR10008', 'Kamervragen met antwoord 1998-1999, nr. 1848'."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from django.db.models import Q

from documents.identity.casenumbers import canonical
from documents.identity.cases import NUMBER
from documents.identity.identifiers import current, is_derived
from documents.models import CaseKey, Document
from documents.parsing.identifiers import publication

from .scanner import tidied

#: 'ah-tk-20222023-325', and the odd ones: 'ah-1271549', 'kv-2007-01-11', 'ah-tk-20152016-6a'
_IDENTIFIER = re.compile(r"(?:ah|kv)(?:-[a-z\d]+)+", re.ASCII | re.IGNORECASE)
#: '2022Z17084'; and of before 2009 '2989916450', also as the publication of the question
_CASE = re.compile(r"(?:kv-(?:tk-)?)?(?P<case>(?:19|20)\d{2} ?Z ?\d{3,6}|\d{9,10})", re.IGNORECASE)
#: a shorter number is a case only where that is said
_SHORT_CASE = re.compile(r"\d{4,8}", re.ASCII)
_SAYS_CASE = re.compile(r"(?<!\w)(?:zaak|vraag)(?:nummer|nr)|^kv-", re.IGNORECASE)
#: a file of the archive of before 2009, by which its documents are known: 'KVR10008'
_FILE = re.compile(r"(?P<series>[a-z]{1,4})(?P<space> ?)(?P<number>\d{3,10})", re.IGNORECASE)
#: '2022-2023', '2022/23', '20222023'; and a number in the Aanhangsel, before it or after it
_YEARS = (
    r"(?:(?P<from>(?:19|20)\d{2}) ?[-/] ?(?P<to>(?:19|20)?\d{2})"
    r"|(?P<begin>(?:19|20)\d{2})(?P<end>(?:19|20)\d{2}))"
)
_NUMBER = r"(?P<number>\d{1,5})(?P<variant>(?: ?herdruk|h|[a-g])?)"
_APPENDIX = (
    re.compile(rf"{_NUMBER} {_YEARS}", re.ASCII | re.IGNORECASE),
    re.compile(rf"{_YEARS}[ -]{_NUMBER}", re.ASCII | re.IGNORECASE),
)
#: '989901848': two years and a number in the Aanhangsel, as the Tweede Kamer writes it
_SHORT_APPENDIX = re.compile(r"(?P<from>\d{2})(?P<to>\d{2})(?P<number>\d{5})", re.ASCII)
#: what a citation also says, and the pages at its end
_AROUND = re.compile(
    r"(?<![\w-])(?:aanhangsel|aanhangselnummer|ah|antwoord|antwoorden|bijlage|de|der|document"
    r"|documenten|eerste|en|handelingen|het|i|ii|kamer|kamervraag|kamervragen|kenmerk|met|no|nr|nrs"
    r"|nummer|nummers|schriftelijke|staten-generaal|tk|ek|tweede|van|vergaderjaar|vraag|vraagnr"
    r"|vraagnummer|vragen|zaak|zaaknr|zaaknummer)(?![\w-])"
    r"|(?<![\w-])(?:blz|p|pp)[. ]+\d[\d -]*$|[\"'()\[\],;:]|\.(?!\w)|(?<=nr)\.",
    re.IGNORECASE,
)
_FIRST_CHAMBER = re.compile(r"(?<!\w)(?:eerste kamer|ek|handelingen i)(?!\w)", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S*?(?P<last>[^\s/=?&#]+)/?", re.IGNORECASE)
_ENDING = re.compile(r"\.(?:xml|html?|pdf|json|txt|docx?)$", re.IGNORECASE)
_DASHES = str.maketrans(dict.fromkeys("‐‑–−", "-"))


def named(text: str) -> Document | None:
    """The document that a text names, if it does nothing else; of several the newest answer."""
    text = tidied(text).translate(_DASHES)
    address = _ADDRESS.fullmatch(text)
    bare = " ".join(_AROUND.sub(" ", address["last"] if address else text).split())
    bare = _ENDING.sub("", bare)
    return _identified(bare) or _by_case(bare, text) or _by_place(bare, text) or _by_file(bare)


def _identified(bare: str) -> Document | None:
    if not _IDENTIFIER.fullmatch(bare):
        return None
    found = Document.objects.filter(identifier__iexact=bare).first()
    now = {current(bare.lower()), publication(bare)} - {bare}
    if found or not now:
        return found or _called(bare)
    return Document.objects.filter(identifier__in=now).first() or _called(bare)


def _called(bare: str) -> Document | None:
    """The document that a source calls so, which has another identifier now."""
    if is_derived(bare.lower()):
        return None
    spelt = {bare, bare.lower(), bare.upper()}
    return Document.objects.filter(versions__binding__in=spelt).order_by("pk").first()


def _by_case(bare: str, text: str) -> Document | None:
    """The document with this number of a case; the answer before the questions."""
    match = _CASE.fullmatch(bare)
    number = match["case"].replace(" ", "") if match else bare
    if not match and not (_SHORT_CASE.fullmatch(bare) and _SAYS_CASE.search(text)):
        return None
    spelt = {number, number.upper(), number.lower()}
    # of an answer to several cases this may be another than its first
    tied = CaseKey.objects.filter(key=f"{NUMBER}{canonical(number)}").values("document")
    found = Document.objects.filter(Q(case_number__in=spelt) | Q(pk__in=tied)).newest()
    return min(found, key=lambda document: document.kind != Document.Kind.ANSWER, default=None)


def _by_place(bare: str, text: str) -> Document | None:
    """The document with this number in the Aanhangsel of a session year."""
    for pattern in _APPENDIX:
        if match := pattern.fullmatch(bare):
            first, last = (match["from"] or match["begin"]), (match["to"] or match["end"])
            return _numbered(first, last, match["number"], match["variant"], text)
    if match := _SHORT_APPENDIX.fullmatch(bare):
        century = "19" if match["from"] > "50" else "20"
        return _numbered(f"{century}{match['from']}", match["to"], match["number"], "", text)
    return None


def _numbered(first: str, last: str, number: str, variant: str, text: str) -> Document | None:
    year = int(first) + 1
    if int(last[-2:]) != year % 100:
        return None
    found = Document.objects.filter(session_year=f"{first}-{year}", number=int(number)).newest()
    chamber = "ek" if _FIRST_CHAMBER.search(text) else "tk"
    ending = variant.strip().lower()
    ending = "-h1" if ending in {"h", "herdruk"} else f"-{ending}" if ending else ""
    exact = f"ah-{chamber}-{first}{year}-{int(number)}{ending}"
    return found.filter(identifier=exact).first() or found.first()


def _by_file(bare: str) -> Document | None:
    """The document that was made of a file with this name."""
    match = _FILE.fullmatch(bare)
    if not match or (match["space"] and match["series"].lower() != "kvr"):
        return None
    name = bare.replace(" ", "").lower()
    sources = Document.objects.filter(versions__source__name__icontains=name)
    rows = sources.values_list("pk", "versions__source__name")
    # in what order the files came says nothing: the first of the documents, if there are several
    pks = [pk for pk, file in rows if PurePosixPath(file).stem.lower() == name]
    return Document.objects.filter(pk__in=pks).newest().first()
