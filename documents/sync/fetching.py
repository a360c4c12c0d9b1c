"""From rows to files: each is asked for once, and kept the moment that it came."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from django.db import transaction

from ..models import FetchedFile, RemoteItem
from ..parsing import Problem, RawFile
from . import items
from .net import Failed, Missing, Unreachable, Wait, is_page, looks_like
from .outcomes import Outcome
from .runs import Broken, Run

#: rows that are read at a time
_BLOCK = 50


class NotTheFile(Failed):
    """What came is something else than was asked for, such as a page that tells of an error."""


class Fetching:
    """The files of all that is due, in order; `under_way` has those that are not stored yet."""

    def __init__(self, run: Run, kinds: tuple[str, ...]) -> None:
        self.run = run
        self.kinds = kinds
        self.under_way: dict[str, RemoteItem] = {}

    def raws(self) -> Iterator[tuple[str, RawFile | Problem]]:
        """The key of each in `under_way`, and its file with what the source says beside it."""
        for item, is_kept in self._items():
            raw = _kept(item) if is_kept else self._asked(item)
            if raw:
                self.under_way[str(item.pk)] = item
                yield str(item.pk), raw
            if self.run.is_done:
                return

    def _items(self) -> Iterator[tuple[RemoteItem, bool]]:
        """What is due, and whether its file is here: it could not be stored or read before.

        Block by block: what fails does not come again in this pass.
        """
        last = ""
        while block := list(self.run.due().filter(remote_id__gt=last)[:_BLOCK]):
            files = FetchedFile.objects.filter(item__in=block)
            kept = set(files.values_list("item_id", flat=True))
            yield from ((item, item.pk in kept) for item in block)
            last = block[-1].remote_id

    def _asked(self, item: RemoteItem) -> RawFile | None:
        """The best file that the source has of it; None where there is none, which is told."""
        self.run.check()
        self.run.fetched += 1
        trouble: Failed = Missing("de bron noemt geen bestand dat te lezen is")
        for kind in item.kinds_left(self.kinds):
            try:
                return self._came(item, kind)
            except Unreachable as error:
                trouble = error
                break
            except Failed as error:
                # told is the reason that is more than an absence
                trouble = error if isinstance(trouble, Missing) else trouble
                item.useless.append(kind)
        self._without(item, trouble)
        return None

    def _came(self, item: RemoteItem, kind: str) -> RawFile:
        """Asks for a file, and keeps it before anything else is done. Raises Failed."""
        address = item.files[kind]
        data = self.run.client.get(address, _reader(kind, address, item.size))
        self.run.worked()
        name = urlsplit(address).path.rpartition("/")[2] or item.remote_id
        name = name if "." in name else f"{name}.{kind}"
        with transaction.atomic():
            items.fetched(item, name[-200:], data)
        return RawFile(name[-200:], data, beside=bytes(item.record))

    def _without(self, item: RemoteItem, trouble: Failed) -> None:
        """Notes that there is no file of it now. Raises Broken where that is so of too many."""
        now = self.run.clock.now()
        if isinstance(trouble, Missing):
            items.missing(item, str(trouble), now)
            self.run.tell(item.remote_id, Outcome.MISSING, str(trouble))
            return
        items.failed(item, str(trouble), now)
        self.run.tell(item.remote_id, Outcome.FAILED, str(trouble))
        if isinstance(trouble, Wait):
            raise Broken(str(trouble)) from trouble
        self.run.failed(str(trouble))


def _kept(item: RemoteItem) -> RawFile:
    """The file of this version that came before, with what the source says beside it."""
    file = FetchedFile.objects.get(item=item)
    return RawFile(file.name, bytes(file.data), beside=bytes(item.record))


def _reader(kind: str, address: str, size: int | None) -> Callable[[bytes], bytes]:
    """What takes an answer as a file of this kind. It raises NotTheFile for anything else."""

    def read(data: bytes) -> bytes:
        if not looks_like(kind, data):
            what = "een webpagina" if is_page(data) else "iets anders"
            raise NotTheFile(f"{what} in plaats van {kind.upper()}: {address}")
        if size is not None and len(data) != size:
            told = f"{len(data)} bytes in plaats van {size}"
            raise NotTheFile(f"het bestand is niet heel, {told}: {address}")
        return data

    return read
