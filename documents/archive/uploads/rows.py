"""What a worker read of a file, as the row that an archivist is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...models import Source, UploadedFile
from ...parsing import InvalidSet, ParseResult, Problem, RawFile, from_dict, to_dict
from .. import sources
from ..ingest import parsed_form
from ..layers.likeness import fingerprint
from .gists import gist_of


def row(name: str, raw: RawFile | None, result: ParseResult) -> UploadedFile:
    """The row, not yet saved, of a parsed file; the bytes of one that has a set lie aside."""
    if raw is None or result.set is None:
        return refused(name, *result.problems)
    parsed = parsed_form(result.set)
    fault = _fault(parsed)
    if fault:
        return refused(name, fault)
    return UploadedFile(
        name=name,
        source=sources.described(raw, result.format or ""),
        beside=sources.described(sources.beside_of(raw), sources.METADATA) if raw.beside else None,
        parsed=parsed,
        problems=to_dict(tuple(result.problems)),
        gist=gist_of(parsed),
        fingerprint=fingerprint(result.set),
        reading=result.reading,
    )


def refused(name: str, *problems: Problem) -> UploadedFile:
    """The row, not yet saved, of a file of which nothing is kept."""
    return UploadedFile(name=name, state=UploadedFile.State.REFUSED, problems=to_dict(problems))


def sources_of(rows: Iterable[UploadedFile]) -> list[Source]:
    """The sources, not yet saved, of these rows."""
    return [source for row in rows for source in (row.source, row.beside) if source]


def save(rows: list[UploadedFile], upload_pk: int) -> None:
    """Saves the rows of an upload with their sources, in the transaction under way."""
    kept = sources.recorded(sources_of(rows))
    for each in rows:
        each.upload_id = upload_pk
        each.source = each.source and kept[each.source.sha256]
        each.beside = each.beside and kept[each.beside.sha256]
    UploadedFile.objects.bulk_create(rows, batch_size=50)


def _fault(parsed: object) -> Problem | None:
    """The problem of a parsed set that would not survive JSON or the database; None if it would."""
    if any(map(_is_unstorable, _strings(parsed))):
        return Problem.of("unreadable", detail="de tekst bevat onmogelijke tekens")
    try:
        from_dict(parsed)
    except InvalidSet as error:
        return error.problems[0]
    return None


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _strings(item)


def _is_unstorable(text: str) -> bool:
    """Whether a text has a NUL or a lone half of a UTF-16 pair, which fit in no database."""
    return "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text)
